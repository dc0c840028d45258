/**
 * Whether an accepted order costs more when many are stored. Each database is filled with as many orders as it is given, unless
 * it is filled; one API process of this build for each, and they take turns. Needs `npm run build`, `test/bench/install`, two
 * empty databases and a Redis:
 *
 *   REDIS_URL=redis://… [ROUNDS=8] [SECONDS=5] node test/bench/growth.mjs 10000 postgresql://…/small 1000000 postgresql://…/large
 */
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { MIGRATIONS_PATH } from '../../dist/platform/prisma/migration-files.js';
import { applyMigrations } from '../../dist/platform/prisma/migrations.js';
import { ours } from './contenders/ours.mjs';
import { fillHistory } from './fill-history.mjs';
import { fillOrders } from './fill-orders.mjs';
import { inParallel } from './load/callers.mjs';
import { postgresTicks, secondsBetween } from './stage/postgres-ticks.mjs';
import { freePort, Program } from './stage/program.mjs';

const CALLERS = 32;
const WARM_UP_SECONDS = 3;
const { REDIS_URL: redisUrl, ROUNDS: rounds = '8', SECONDS: seconds = '5' } = process.env;
if (redisUrl === undefined) throw new Error('REDIS_URL must name a Redis for this benchmark alone');
const upstream = { url: 'http://127.0.0.1:9/', login: { name: 'bench', password: 'bench' } };

async function prepare(orders, databaseUrl) {
  await applyMigrations(databaseUrl, MIGRATIONS_PATH);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  await fillOrders(pool, orders);
  await fillHistory(pool, orders / 10);
  const start = async (role) => {
    const { env, ...program } = ours.program(role, { databaseUrl, redisUrl, upstream });
    const log = path.join(tmpdir(), `growth-${orders}.log`);
    return Program.start(
      { ...program, env: { ...env, QUEUE_PREFIX: `growth-${orders}` } },
      await freePort(),
      log,
    );
  };
  const key = await ours.prepare({ start });
  const api = await start('api');
  const target = { url: api.url, path: ours.path, headers: () => ours.headers(key) };
  return { orders, pool, api, target, turns: [] };
}

/** A turn: what a second accepts, and what a thousand orders cost in seconds of the processor. */
async function load(side, forSeconds) {
  const before = { api: side.api.processorSeconds, postgres: await postgresTicks(side) };
  const until = performance.now() + forSeconds * 1_000;
  const answers = await inParallel(side.target, CALLERS, () => performance.now() < until);
  const refused = answers.find(({ status }) => status !== 202);
  if (refused !== undefined) throw new Error(`${refused.status} ${refused.text}`);
  const per1000 = (spent) => (spent / answers.length) * 1_000;
  return {
    perSecond: answers.length / forSeconds,
    api: per1000(side.api.processorSeconds - before.api),
    postgres: per1000(secondsBetween(before.postgres, await postgresTicks(side))),
  };
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

const sides = [];
for (let at = 2; at < process.argv.length; at += 2)
  sides.push(await prepare(Number(process.argv[at]), process.argv[at + 1]));
console.log(`load ${loadavg()[0].toFixed(1)}`);
for (const side of sides) await load(side, WARM_UP_SECONDS);
for (let round = 0; round < Number(rounds); round += 1)
  for (const side of sides) side.turns.push(await load(side, Number(seconds)));

console.log(
  '| stored | orders/s | API s per 1,000 | Postgres s per 1,000 | of each turn |\n|--:|--:|--:|--:|---|',
);
for (const { orders, turns } of sides) {
  const of = (figure, digits) => median(turns.map((turn) => turn[figure])).toFixed(digits);
  const each = turns.map(({ postgres }) => postgres.toFixed(2)).join(', ');
  console.log(`| ${orders} | ${of('perSecond', 0)} | ${of('api', 2)} | ${of('postgres', 2)} | ${each} |`);
}
console.log(`load ${loadavg()[0].toFixed(1)}`);
for (const { api, pool } of sides) {
  await api.end();
  await pool.end();
}
