import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Within which process ids mean something: the running kernel and the container. Null where it cannot be told. */
const MACHINE = machine();

/** Names this process in the rows of its attempts. */
export const WORKER = `${hostname()}:${process.pid}${MACHINE === null ? '' : `@${MACHINE}`}`;

/** Whether the worker of that name is certain to have ended: only where it was a process of this very machine. */
export function hasEnded(worker: string): boolean {
  const [, pid, machine] = /:(\d+)@([0-9a-f]+)$/.exec(worker) ?? [];
  return pid !== undefined && machine === MACHINE && !isRunning(Number(pid));
}

function machine(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const processes = readlinkSync('/proc/self/ns/pid');
    return createHash('sha256').update(`${boot}${processes}`).digest('hex').slice(0, 12);
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
