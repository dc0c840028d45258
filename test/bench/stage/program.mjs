import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../load/call.mjs';

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 10;
const TICKS_PER_SECOND = 100;

const children = new Set();
// however the bench ends: nobody goes on without it
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** One process of a contender. */
export class Program {
  constructor(child, port, logFile) {
    this.child = child;
    this.url = `http://127.0.0.1:${port}`;
    this.logFile = logFile;
    children.add(child);
    this.ended = once(child, 'exit').finally(() => children.delete(child));
  }

  /**
   * Starts it and waits until it is ready: where it has a path for that, until that answers with 200; else until it sends
   * the message `ready`, as pm2 wants it.
   */
  static async start({ args, env, readyPath }, port, logFile) {
    const log = openSync(logFile, 'a');
    const began = performance.now();
    const channel = readyPath === undefined ? ['ipc'] : [];
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, args, {
      env: { PATH, HOME, NODE_ENV: 'production', ...env, PORT: String(port) },
      stdio: ['ignore', 'ignore', log, ...channel],
    });
    closeSync(log);
    const program = new Program(child, port, logFile);
    const ready = readyPath === undefined ? once(child, 'message') : program.untilAnswers(readyPath);
    const late = pause(READY_WITHIN_MS, 'late', { ref: false });
    const first = await Promise.race([ready.then(() => 'ready'), program.ended.then(() => 'ended'), late]);
    if (first !== 'ready') {
      child.kill('SIGKILL');
      throw new Error(
        `${args.join(' ')} is not ready (${first}): ${readFileSync(logFile, 'utf8').slice(-2_000)}`,
      );
    }
    program.readyAfterSeconds = (performance.now() - began) / 1_000;
    return program;
  }

  async untilAnswers(path) {
    while (this.child.exitCode === null) {
      const answer = await call({ url: this.url, path, method: 'GET' }).catch(() => null);
      if (answer?.status === 200) return;
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Of all its threads, in user and kernel mode; see proc_pid_stat(5). */
  get processorSeconds() {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  get memoryMb() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1_024;
  }

  async end(signal = 'SIGTERM') {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.ended;
  }
}

export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
