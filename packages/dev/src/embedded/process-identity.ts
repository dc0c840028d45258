import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process id alone is not enough: ids are used again, above all in containers, where everything starts at 1. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** What to send and how long to wait for the end before the next, harsher signal. */
export type StopSignals = readonly (readonly [signal: NodeJS.Signals, waitMs: number])[];

const POLL_MS = 20;

/** The identity of a running process; null when there is none by this id, or only its unreaped remains. */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = fs.existsSync('/proc/self/stat') ? startFromProc(pid) : startFromPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

export async function terminate(identity: ProcessIdentity, signals: StopSignals): Promise<void> {
  for (const [signal, waitMs] of signals) {
    if (!isRunning(identity)) return;
    trySignal(identity.pid, signal);
    await untilGone(identity, waitMs);
  }
  if (isRunning(identity)) throw new Error(`Process ${identity.pid} does not stop.`);
}

/** The whole command line of a running process, or an empty string. */
export function commandLine(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
}

/** See proc_pid_stat(5): the state is the first field after the command's closing bracket, the start time the twentieth. */
function startFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0] ?? '';
  if (state === 'Z' || state === 'X') return null;
  const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}:${fields[19] ?? ''}`;
}

function startFromPs(pid: number): string | null {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [state = 'Z', ...started] = stdout.trim().split(/\s+/);
  return status !== 0 || state.startsWith('Z') ? null : started.join(' ');
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function untilGone(identity: ProcessIdentity, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (isRunning(identity) && Date.now() < deadline) await sleep(POLL_MS);
}
