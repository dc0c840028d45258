import fs from 'node:fs';
import path from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../packages/dev/src/embedded/embedded-postgres.js';
import { binariesIn } from '../../packages/dev/src/embedded/postgres-binaries.js';

const VERSIONS = '/usr/lib/postgresql';

/** The newest Postgres of Debian's: its pg_dump is as new as itself, unlike that of the tests' own server. */
export function startDebianPostgres(
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const [newest] = fs.readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a));
  if (newest === undefined) throw new Error(`${VERSIONS} is empty`);
  return startEmbeddedPostgres(dataDir, {
    binaries: binariesIn(path.join(VERSIONS, newest, 'bin')),
    settings,
  });
}
