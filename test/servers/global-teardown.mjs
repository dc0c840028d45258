import stopServers from '../global-teardown.mjs';

export default async function globalTeardown() {
  await globalThis.pgBouncer.stop();
  await stopServers();
}
