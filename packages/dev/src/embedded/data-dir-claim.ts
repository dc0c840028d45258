import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ensureDirectory } from './service-account.js';
import { readIdentity, writeIdentity } from './identity-file.js';
import { identify, isRunning } from './process-identity.js';

export interface DataDirClaim {
  release(): void;
}

const ATTEMPTS = 5;

/**
 * Makes this process the one gateway on `dataDir`: two would stop each other's servers as orphans. The owner file
 * outlives a crash, so an owner that no longer runs is replaced.
 */
export function claimDataDir(dataDir: string): DataDirClaim {
  const file = path.join(path.resolve(dataDir), 'gateway.pid');
  const own = identify(process.pid);
  if (own === null) throw new Error('This process cannot find itself in the process table.');
  ensureDirectory(path.dirname(file));
  const draft = `${file}.${randomUUID()}`;
  writeIdentity(draft, own);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (linked(draft, file)) return { release: () => releaseIfOwn(file, own.startedAt) };
      removeStale(file);
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  throw new Error(`DATA_DIR ${dataDir} is being claimed by several gateways at once.`);
}

/** A hard link appears at once and with its content, and only if nobody else's is there. */
function linked(draft: string, file: string): boolean {
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moving the file aside before looking again keeps two newcomers from removing each other's fresh claim. */
function removeStale(file: string): void {
  refuseIfOwned(file, file);
  const aside = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    refuseIfOwned(aside, file);
  } catch (error) {
    linked(aside, file);
    throw error;
  } finally {
    fs.rmSync(aside);
  }
}

function refuseIfOwned(read: string, file: string): void {
  const owner = readIdentity(read);
  if (owner === null || !isRunning(owner)) return;
  throw new Error(
    `DATA_DIR ${path.dirname(file)} is in use by another gateway (process ${owner.pid}). Stop that one, give this one ` +
      `a DATA_DIR of its own, or let both share servers through DATABASE_URL and REDIS_URL.`,
  );
}

function releaseIfOwn(file: string, startedAt: string): void {
  const owner = readIdentity(file);
  if (owner?.pid === process.pid && owner.startedAt === startedAt) fs.rmSync(file, { force: true });
}
