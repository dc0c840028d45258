import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '../../packages/dev/dist/embedded/server-process.js';
import { serviceAccount } from '../../packages/dev/dist/embedded/service-account.js';

const STARTS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

const [MAJOR, MINOR] = /(\d+)\.(\d+)/
  .exec(spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' }).stdout)
  .slice(1)
  .map(Number);
/** Since 1.21 it prepares a statement anew on each server where a client wants it. Debian 12 has 1.18. */
export const PREPARES = MAJOR > 1 || MINOR >= 21;

/** The installed PgBouncer in transaction mode, with few servers, so that clients often change theirs. */
export async function startPgBouncer(databaseUrl) {
  const { hostname, port, username, password } = new URL(databaseUrl);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gateway-pgbouncer-'));
  fs.chmodSync(folder, 0o755);
  const own = await freePort();
  const users = path.join(folder, 'users.txt');
  fs.writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  const file = path.join(folder, 'pgbouncer.ini');
  const settings = [
    '[databases]',
    `* = host=${hostname} port=${port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${own}`,
    'unix_socket_dir =',
    'pool_mode = transaction',
    'auth_type = scram-sha-256',
    `auth_file = ${users}`,
    `admin_users = ${username}`,
    'max_client_conn = 1000',
    'default_pool_size = 4',
    'query_wait_timeout = 30',
    'server_login_retry = 1',
    ...(PREPARES ? ['max_prepared_statements = 100'] : []),
  ];
  fs.writeFileSync(file, `${settings.join('\n')}\n`);
  // it does not run as root
  const child = spawn('pgbouncer', ['-q', file], { ...serviceAccount(), stdio: 'ignore' });
  await once(child, 'spawn');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${own}`;
  await untilItAnswers(url.href);
  return {
    url: url.href,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      fs.rmSync(folder, { recursive: true });
    },
  };
}

async function untilItAnswers(url) {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
