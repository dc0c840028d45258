import fs from 'node:fs';
import { type ProcessIdentity } from './process-identity.js';

/** The process named in an identity file; null when there is no such file or nothing sensible in it. */
export function readIdentity(file: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
    return isIdentity(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

export function writeIdentity(file: string, identity: ProcessIdentity): void {
  fs.writeFileSync(file, `${JSON.stringify(identity)}\n`, { mode: 0o600 });
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, startedAt } = value as Partial<ProcessIdentity>;
  return Number.isInteger(pid) && typeof startedAt === 'string';
}
