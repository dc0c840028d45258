import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, terminate, type ProcessIdentity, type StopSignals } from './process-identity.js';
import { type ServiceAccount } from './service-account.js';

export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly account: ServiceAccount | null;
  readonly logFile: string;
  readonly stopSignals: StopSignals;
}

export interface ServerProcess {
  readonly identity: ProcessIdentity | null;
  readonly exited: Promise<void>;
  hasExited(): boolean;
  succeeded(): boolean;
  logTail(): string;
  stop(): Promise<void>;
}

/** The server ended before it was ready; the message holds the end of its log. */
export class ServerExitedError extends Error {
  override readonly name = 'ServerExitedError';
}

const LOG_TAIL_BYTES = 2_000;
const POLL_MS = 20;

/**
 * Starts a server that lives exactly as long as this process. It gets a session of its own, so that Ctrl-C in the
 * terminal reaches the gateway alone and the servers are still there while it drains; and it is told to stop when the
 * gateway dies without a word (kill -9).
 */
export async function startServerProcess(command: ServerCommand): Promise<ServerProcess> {
  const { account, stopSignals, logFile } = command;
  const stopSignal = stopSignals[0]?.[0] ?? 'SIGTERM';
  const child = await spawnDetached(command, stopSignal);
  const exited = once(child, 'exit').then(() => undefined);
  const identity = identify(child.pid ?? 0);
  if (identity !== null && !dieWithParentPrefix(stopSignal, account))
    watchParent(identity.pid, stopSignal, exited);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (identity !== null) await terminate(identity, stopSignals);
    await exited;
  };
  return {
    identity,
    exited,
    succeeded: () => child.exitCode === 0,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    logTail: () => fs.readFileSync(logFile, 'utf8').slice(-LOG_TAIL_BYTES).trim(),
    stop: () => (stopping ??= stop()),
  };
}

/** Polls until the server answers. Stops it again when it does not in time. */
export async function untilReady(
  server: ServerProcess,
  isReady: () => Promise<boolean>,
  timeoutMs: number,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  try {
    while (!(await isReady())) {
      if (server.hasExited()) throw new ServerExitedError(`The server ended at once: ${server.logTail()}`);
      if (Date.now() > deadline) throw new Error(`The server is not ready in time: ${server.logTail()}`);
      await sleep(POLL_MS);
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function spawnDetached(command: ServerCommand, stopSignal: NodeJS.Signals): Promise<ChildProcess> {
  const { file, args, account, stdin, logFile } = command;
  const log = fs.openSync(logFile, 'w', 0o600);
  fs.fchmodSync(log, 0o600);
  const [executable = file, ...all] = [...(dieWithParentPrefix(stopSignal, account) ?? []), file, ...args];
  try {
    const child = spawn(executable, all, { ...ownSession(account), stdio: ['pipe', log, log] });
    await once(child, 'spawn');
    // A server that ends before it has read its configuration is reported by its exit, not by the broken pipe.
    child.stdin?.on('error', () => undefined).end(stdin);
    return child;
  } finally {
    fs.closeSync(log);
  }
}

/** Nothing of the gateway's environment, with its passwords, is handed to the servers. */
function ownSession(account: ServiceAccount | null): SpawnOptions {
  return { ...account, detached: true, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } };
}

/** Linux: the kernel itself sends the signal when the gateway's main thread ends. BusyBox's setpriv lacks the option. */
function dieWithParentPrefix(signal: NodeJS.Signals, account: ServiceAccount | null): string[] | null {
  const prefix = ['setpriv', '--pdeathsig', signal.replace('SIG', '')];
  const tried = spawnSync('setpriv', [...prefix.slice(1), 'true'], ownSession(account));
  return tried.status === 0 ? prefix : null;
}

/** Elsewhere: a shell that reads a pipe only this process can close, which happens however this process ends. */
function watchParent(pid: number, signal: NodeJS.Signals, exited: Promise<void>): void {
  const script = 'read -r _; kill -s "$1" "$2"';
  const args = ['-c', script, 'sh', signal.replace('SIG', ''), String(pid)];
  const watcher = spawn('/bin/sh', args, { ...ownSession(null), stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.unref();
  void exited.then(() => watcher.kill('SIGKILL'));
}
