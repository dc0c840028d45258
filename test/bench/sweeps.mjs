/**
 * Times what the gateway asks of its database now and then, or for lists and pictures of everything, with a full database;
 * and tells how it is looked up. Needs `npm run build` and an empty database of its own (or one that an earlier run filled):
 *
 *   DATABASE_URL=postgresql://… [ORDERS=1000000] [ROUNDS=15] node test/bench/sweeps.mjs
 *
 * Each is the built repository's own statement, in a transaction that is undone: a run changes nothing.
 */
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { EventLogQuery } from '../../dist/events/event-log.query.js';
import { CountHistory } from '../../dist/monitoring/counts/count-history.js';
import { CountsRepository } from '../../dist/monitoring/counts/counts.repository.js';
import { MIGRATIONS_PATH } from '../../dist/platform/prisma/migration-files.js';
import { applyMigrations } from '../../dist/platform/prisma/migrations.js';
import { PrismaService } from '../../dist/platform/prisma/prisma.service.js';
import { newId } from '../../dist/shared/ids.js';
import { fillHistory } from './fill-history.mjs';
import { clientId, fillOrders } from './fill-orders.mjs';
import { sweepCalls } from './sweep-calls.mjs';

/** The driver of the repositories: the packages of the bench have a copy of their own. */
const pg = createRequire(new URL('../../package.json', import.meta.url))('pg');
const SLOW_MS = 100;
/** What orders do in ten seconds at 200 a second: so much may wait to be counted. */
const NOT_COUNTED = 6_000n;
const TOO_LONG_MS = 20_000;
const BIG = [
  'orders',
  'events',
  'attempts',
  'sectigo_notifications',
  'certificates',
  'status_polls',
  'audit_entries',
  'webhook_deliveries',
];
const { DATABASE_URL: databaseUrl, ORDERS: orders = '1000000', ROUNDS: rounds = '15' } = process.env;
if (databaseUrl === undefined) throw new Error('DATABASE_URL must name a database for this benchmark alone');

class Undo extends Error {}

await applyMigrations(databaseUrl, MIGRATIONS_PATH);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
const began = performance.now();
await fillOrders(pool, Number(orders));
await fillHistory(pool, Number(orders) / 10);
console.log(`filled in ${Math.round((performance.now() - began) / 1_000)} s`);
const prisma = new PrismaService(databaseUrl, 1);

/** What the repositories send, word for word. */
let recorded = [];
const send = pg.Client.prototype.query;
pg.Client.prototype.query = function query(statement, ...rest) {
  if (typeof statement?.text === 'string')
    recorded.push({ text: statement.text, values: statement.values ?? [] });
  return send.call(this, statement, ...rest);
};

await countHistory();

/** As a worker does when it finds a database that no program has counted. */
async function countHistory() {
  const start = performance.now();
  const newest = await new EventLogQuery(prisma).newestSettled();
  const log = { newestSettled: async () => newest - NOT_COUNTED };
  await new CountHistory(log, new CountsRepository(prisma)).execute({ aborted: false });
  console.log(`counted in ${((performance.now() - start) / 1_000).toFixed(1)} s`);
}

async function undone(work) {
  let took = 0;
  const transaction = prisma.$transaction(
    async (db) => {
      recorded = [];
      const start = performance.now();
      await work(db);
      took = performance.now() - start;
      throw new Undo();
    },
    { timeout: 600_000, maxWait: 60_000 },
  );
  await transaction.catch((error) => {
    if (!(error instanceof Undo)) throw error;
  });
  return {
    took,
    statements: recorded.filter(({ text }) => !/^(BEGIN|COMMIT|ROLLBACK|SET|SAVEPOINT)/i.test(text)),
  };
}

async function time(work) {
  const times = [];
  let statements = [];
  let spent = 0;
  for (let round = 0; round < Number(rounds) && spent < TOO_LONG_MS; round += 1) {
    const run = await undone(work);
    times.push(run.took);
    spent += run.took;
    statements = run.statements;
  }
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)], max: times.at(-1), n: times.length, statements };
}

/** How each statement reads: its scans with their rows, in and out. */
async function scansOf(statements) {
  const scans = [];
  const visit = (node) => {
    const { 'Node Type': type, 'Relation Name': table, 'Index Name': index, 'Actual Loops': loops } = node;
    const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * loops;
    if (type.includes('Scan') && (table !== undefined || index !== undefined))
      scans.push({ type, table, index, read });
    for (const child of node['Plans'] ?? []) visit(child);
  };
  await pool.query('BEGIN');
  for (const { text, values } of statements) {
    const { rows } = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
    visit(rows[0]['QUERY PLAN'][0].Plan);
  }
  await pool.query('ROLLBACK');
  return scans;
}

function worstOf(scans) {
  const rows = (count) => Math.round(count).toLocaleString('en');
  const worst = scans.filter(({ read }) => read > 0).sort((a, b) => b.read - a.read)[0];
  return worst === undefined ? '–' : `${worst.type} ${worst.index ?? worst.table}: ${rows(worst.read)}`;
}

async function sample() {
  const one = async (text, ...values) => (await pool.query(text, values)).rows[0];
  const { id: orderId } = await one(
    `SELECT id FROM orders WHERE certificate_status = 'issued' AND id < (SELECT max(id) FROM orders) OFFSET 400000 LIMIT 1`,
  ).then((row) => row ?? one('SELECT max(id) AS id FROM orders'));
  const { id: webhookId } = await one(
    `SELECT webhook_id AS id FROM webhook_deliveries WHERE status = 'pending' LIMIT 1`,
  );
  const { seq } = await one('SELECT max(seq)::bigint AS seq FROM events');
  const middle = await one(
    "SELECT seq, encode(hash, 'hex') AS hash FROM audit_entries OFFSET (SELECT count(*) / 2 FROM audit_entries) LIMIT 1",
  );
  const { details } = await one('SELECT details FROM orders WHERE id = $1', orderId);
  const order = {
    id: newId('ord'),
    clientId: clientId(1),
    idempotencyKey: 'bench',
    requestDigest: 'bench',
    certificateDigest: 'bench',
    meaningDigest: 'v2:bench',
    details,
    csrSummary: null,
    allowDuplicate: false,
    limited: true,
    traceparent: null,
    renewalOf: null,
  };
  return {
    orderId,
    webhookId,
    settled: BigInt(seq),
    auditSeq: { seq: BigInt(middle.seq), hash: middle.hash },
    order,
  };
}

console.log(`load ${loadavg()[0].toFixed(1)}\n`);
console.log(
  '| when | what | median ms | max ms | n | most rows read | reads all of |\n|---|---|--:|--:|--:|---|---|',
);
const only = process.argv[2];
for (const [when, what, work] of sweepCalls(await sample())) {
  if (only !== undefined && !`${when} ${what}`.includes(only)) continue;
  const { median, max, n, statements } = await time(work);
  const scans = await scansOf(statements);
  const whole = scans
    .filter(({ type, table }) => type === 'Seq Scan' && BIG.includes(table))
    .map(({ table }) => table);
  console.log(
    `| ${when} | ${what} | ${median.toFixed(1)} | ${max.toFixed(1)} | ${n} | ${worstOf(scans)} | ${[...new Set(whole)].join(', ') || '–'} |`,
  );
  if (median > SLOW_MS || whole.length > 0) process.exitCode = 1;
}
console.log(`\nload ${loadavg()[0].toFixed(1)}`);
await prisma.onApplicationShutdown();
await pool.end();
