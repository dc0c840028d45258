/**
 * How fast events reach their receivers, and what that costs: one worker process of each build in turns, each with a database and
 * a queue of its own. Receivers answer at once. Needs `npm run build`, Debian's Postgres and Redis:
 *
 *   [ROUNDS=5] [RECEIVERS=20] [EVENTS=200] node test/bench/deliveries.mjs [/path/of/one/build /path/of/another]
 */
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { MIGRATIONS_PATH } from '../../dist/platform/prisma/migration-files.js';
import { applyMigrations } from '../../dist/platform/prisma/migrations.js';
import { ours } from './contenders/ours.mjs';
import { postgresTicks, secondsBetween } from './stage/postgres-ticks.mjs';
import { freePort, Program } from './stage/program.mjs';
import { ROOT } from './stage/root.mjs';
import { query, startServers } from './stage/servers.mjs';

const { ROUNDS: rounds = '5', RECEIVERS: receivers = '20', EVENTS: events = '200' } = process.env;
const LOOK_EVERY_MS = 200;
const DONE_WITHIN_MS = 120_000;
const WORKER = { WEBHOOK_ALLOW_PRIVATE: 'true', LOG_LEVEL: 'warn' };

async function open(servers, receiverUrl, root, at) {
  const name = `build_${at}`;
  await query(servers.postgresUrl, `CREATE DATABASE ${name}`);
  const databaseUrl = Object.assign(new URL(servers.postgresUrl), { pathname: `/${name}` }).href;
  await applyMigrations(databaseUrl, MIGRATIONS_PATH);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: 'bench' });
  pool.on('error', () => undefined);
  await pool.query(`INSERT INTO clients (id, name) VALUES ('cli_bench', 'bench')`);
  await pool.query(
    `INSERT INTO webhooks (id, client_id, url, event_types, secret)
     SELECT 'whk_' || n, 'cli_bench', $1 || n, '{}', 'whsec_' || md5(n::text) FROM generate_series(1, $2::int) n`,
    [receiverUrl, receivers],
  );
  const program = ours.program('worker', { ...servers, databaseUrl });
  const worker = await Program.start(
    {
      ...program,
      args: [path.join(root, 'dist/main.js')],
      env: { ...program.env, ...WORKER, QUEUE_PREFIX: `build-${at}` },
    },
    await freePort(),
    path.join(tmpdir(), `deliveries-${at}.log`),
  );
  return { root, pool, worker, turns: [] };
}

/** The events all at once, until the last receiver has the last of them. The rate is that of the last three quarters. */
async function turn({ pool, worker, turns }) {
  const before = { worker: worker.processorSeconds, postgres: await postgresTicks({ pool }) };
  const wanted = Number(receivers) * Number(events);
  const [{ first }] = (
    await pool.query(
      `WITH new AS (
         INSERT INTO events (client_id, type, data)
         SELECT 'cli_bench', 'order.placed', '{"status":"placed"}' FROM generate_series(1, $1::int) RETURNING seq
       ) SELECT min(seq) AS first FROM new`,
      [events],
    )
  ).rows;
  const deadline = Date.now() + DONE_WITHIN_MS;
  for (;;) {
    const { rows } = await pool.query(
      `SELECT count(*)::int AS n FROM webhook_deliveries WHERE event_seq >= $1 AND status = 'delivered'`,
      [first],
    );
    if (rows[0].n === wanted) break;
    if (Date.now() > deadline) throw new Error(`${rows[0].n} of ${wanted} are delivered`);
    await pause(LOOK_EVERY_MS);
  }
  const { rows } = await pool.query(
    `SELECT extract(epoch FROM max(delivered_at) - min(delivered_at) FILTER (WHERE place > $2::int / 4))::float8 AS seconds,
            sum(attempts)::int AS tries
     FROM (SELECT *, row_number() OVER (ORDER BY delivered_at) AS place FROM webhook_deliveries WHERE event_seq >= $1) d`,
    [first, wanted],
  );
  const per1000 = (spent) => (spent / wanted) * 1_000;
  turns.push({
    perSecond: (wanted * 0.75) / rows[0].seconds,
    worker: per1000(worker.processorSeconds - before.worker),
    postgres: per1000(secondsBetween(before.postgres, await postgresTicks({ pool }))),
    again: rows[0].tries - wanted,
  });
}

function figure(turns, name, digits) {
  const sorted = turns.map((one) => one[name]).toSorted((one, other) => one - other);
  const [least, median, most] = [0, Math.floor(sorted.length / 2), sorted.length - 1].map((at) =>
    sorted[at].toFixed(digits),
  );
  return `${median} (${least}–${most})`;
}

const roots = process.argv.length > 2 ? process.argv.slice(2) : [ROOT];
const servers = await startServers();
try {
  const receiver = await Program.start(
    { args: [path.join(ROOT, 'test/bench/programs/receivers.mjs')], env: {} },
    await freePort(),
    path.join(tmpdir(), 'receivers.log'),
  );
  const sides = [];
  for (const [at, root] of roots.entries()) sides.push(await open(servers, `${receiver.url}/`, root, at));
  for (const side of sides) await turn(side);
  for (const side of sides) side.turns.length = 0;
  console.log(`load ${loadavg()[0].toFixed(1)}, ${receivers} receivers, ${events} events`);
  for (let round = 0; round < Number(rounds); round += 1) for (const side of sides) await turn(side);
  console.log(
    '| build | deliveries/s | worker s per 1,000 | Postgres s per 1,000 | again |\n|---|--:|--:|--:|--:|',
  );
  for (const { root, turns } of sides) {
    console.log(
      `| ${root} | ${figure(turns, 'perSecond', 0)} | ${figure(turns, 'worker', 2)} | ${figure(turns, 'postgres', 2)} | ${figure(turns, 'again', 0)} |`,
    );
  }
  for (const { worker, pool } of sides) {
    await worker.end();
    await pool.end();
  }
  await receiver.end();
} finally {
  await servers.stop();
}
