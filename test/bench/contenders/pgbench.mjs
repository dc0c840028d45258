import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { anOrder } from '../load/orders.mjs';
import { POSTGRES_BIN } from '../stage/servers.mjs';
import { plainContender } from './plain.mjs';

const CONNECTIONS = '50';

/** No program at all: what the machine's Postgres can take. */
export const pgbench = {
  ...plainContender({
    name: 'pgbench',
    what: 'the same INSERT from pgbench, prepared: the limit of the machine',
  }),
  hasApi: false,
  hasWorker: false,

  async saturate({ settings, logFile }, seconds) {
    const script = path.join(path.dirname(logFile), 'insert.sql');
    // a colon before a word would be a variable of pgbench
    const details = JSON.stringify(anOrder()).replaceAll(':', ': ');
    writeFileSync(
      script,
      `INSERT INTO orders (id, reference, organization_name, details) VALUES (gen_random_uuid(), 'PO', 'Bench', '${details}');\n`,
    );
    const args = ['-n', '-M', 'prepared', '-c', CONNECTIONS, '-T', String(seconds), '-f', script];
    const { stdout } = await promisify(execFile)(`${POSTGRES_BIN}/pgbench`, [...args, settings.databaseUrl]);
    const [, rate] = /tps = ([\d.]+)/.exec(stdout) ?? [];
    if (rate === undefined) throw new Error(`pgbench had no time for a single order: ${stdout}`);
    return { acceptedPerSecond: Number(rate) };
  },
};
