// Preloaded into a process of the gateway: SIGWINCH blocks its event loop for BLOCK_MS, as a long computation would.
const wait = new Int32Array(new SharedArrayBuffer(4));
process.on('SIGWINCH', () => Atomics.wait(wait, 0, 0, Number(process.env.BLOCK_MS)));
