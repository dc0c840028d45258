/**
 * Times every kind of list call on a full database, through HTTP, and fails when one is slower than 50 ms at the median
 * or reads all orders. Needs `npm run build` and an empty database of its own (or one that an earlier run filled):
 *
 *   DATABASE_URL=postgresql://… [ORDERS=1000000] node test/bench/listing.mjs
 */
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { createApp, listen } from '../../dist/create-app.js';
import { MIGRATIONS_PATH } from '../../dist/platform/prisma/migration-files.js';
import { readConfig } from '../../dist/config/read-config.js';
import { visibleFilter } from '../../dist/orders/find/list-orders.js';
import { pageStatement } from '../../dist/orders/find/order-page.query.js';
import { Prisma } from '../../dist/platform/prisma/generated/client.js';
import { applyMigrations } from '../../dist/platform/prisma/migrations.js';
import { idBornAt } from '../../dist/shared/ids.js';
import { clientId, fillOrders } from './fill-orders.mjs';
import { listingCalls } from './listing-calls.mjs';

const SLOWEST_MEDIAN_MS = 50;
const ROUNDS = 20;
const OPERATOR_KEY = 'operator-key-of-the-benchmark';
/** Nobody listens there: listing needs no Redis. */
const NO_REDIS = 'redis://127.0.0.1:1';
const FIELDS = Object.values(Prisma.OrderScalarFieldEnum);

const { DATABASE_URL: databaseUrl, ORDERS: orders = '1000000' } = process.env;
if (databaseUrl === undefined) throw new Error('DATABASE_URL must name a database for this benchmark alone');

const settings = {
  PORT: '0',
  ROLE: 'api',
  OPERATOR_KEY,
  LOG_LEVEL: 'silent',
  DATABASE_URL: databaseUrl,
  REDIS_URL: NO_REDIS,
};
const read = readConfig(settings);
const config = {
  ...read,
  operatorKey: OPERATOR_KEY,
  databaseUrl,
  redisUrl: NO_REDIS,
  queuePrefix: 'bench',
  sectigo: { url: 'http://127.0.0.1:1/', loginName: 'none', loginPassword: 'none' },
};

await applyMigrations(databaseUrl, MIGRATIONS_PATH);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
const began = performance.now();
await fillOrders(pool, Number(orders));
console.log(`filled in ${Math.round((performance.now() - began) / 1_000)} s`);
const app = await createApp(config);
const url = await listen(app, config);

async function ask(path, key, options = {}) {
  const response = await globalThis.fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${key}` },
    ...options,
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function clientCaller(name, n) {
  const { body } = await ask(`/v1/clients/${clientId(n)}/keys`, OPERATOR_KEY, { method: 'POST' });
  return { name, role: 'client', clientId: clientId(n), key: body.key };
}

/** The plan's nodes with their indexes: limits and sorts of a page are left out. */
async function planOf({ caller, query }, cursor) {
  const parameters = new globalThis.URLSearchParams(query);
  const asked = { ...Object.fromEntries(parameters), status: parameters.getAll('status') };
  const limit = Number(parameters.get('limit') ?? 50) + 1;
  const statement = pageStatement(FIELDS, visibleFilter(caller, asked), { limit, cursor });
  const { rows } = await pool.query(`EXPLAIN (FORMAT JSON) ${statement.text}`, statement.values);
  const nodes = [];
  const visit = (node) => {
    const of = (node['Index Name'] ?? node['Relation Name'] ?? '').replace(/^orders_|_idx$/g, '');
    if (!['Limit', 'Sort', 'Incremental Sort'].includes(node['Node Type']))
      nodes.push(`${node['Node Type']} ${of}`.trim());
    for (const child of node['Plans'] ?? []) visit(child);
  };
  visit(rows[0]['QUERY PLAN'][0].Plan);
  return [...new Set(nodes)];
}

function pathOf({ query }, cursor) {
  const tail = cursor === undefined ? '' : `&cursor=${cursor}`;
  return `/v1/orders?${new globalThis.URLSearchParams(query)}${tail}`;
}

async function time(path, key) {
  const took = [];
  let found = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const { status, body } = await ask(path, key);
    took.push(performance.now() - start);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    found = body.data?.length;
  }
  took.sort((a, b) => a - b);
  return { found, median: took[ROUNDS / 2], p95: took[Math.ceil(ROUNDS * 0.95) - 1], fastest: took[0] };
}

const callers = [
  { name: 'operator', role: 'operator', key: OPERATOR_KEY },
  await clientCaller('large client', 1),
  await clientCaller('small client', 45),
];
/** The oldest tenth of the year begins there. */
const deep = `${idBornAt('ord', new Date(Date.now() - 328 * 86_400_000))}0000000000000000`;
const failures = [];
// tells how busy the machine is: it does nothing at all
const yardstick = await time('/health/live', OPERATOR_KEY);
console.log(`load ${loadavg()[0].toFixed(1)}, GET /health/live: median ${yardstick.median.toFixed(1)} ms\n`);
console.log(
  '| caller | query | page | orders | median ms | p95 ms | fastest ms | plan |\n|---|---|---|--:|--:|--:|--:|---|',
);
for (const call of listingCalls(callers)) {
  for (const [page, cursor] of [
    ['first', undefined],
    ['deep', deep],
  ]) {
    const { found, median, p95, fastest } = await time(pathOf(call, cursor), call.caller.key);
    const plan = (await planOf(call, cursor)).join(', ');
    const name = `| ${call.caller.name} | ${decodeURIComponent(call.query) || '–'} | ${page}`;
    console.log(
      `${name} | ${found} | ${median.toFixed(1)} | ${p95.toFixed(1)} | ${fastest.toFixed(1)} | ${plan} |`,
    );
    if (median > SLOWEST_MEDIAN_MS || plan.includes('Seq Scan orders')) failures.push(name);
  }
}
await app.close();
await pool.end();
for (const failure of failures) console.log(`too slow or reads everything: ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
