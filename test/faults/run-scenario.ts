import { setTimeout as delay } from 'node:timers/promises';
import { type OrderStatus } from '../../src/orders/domain/order-status.js';
import { eventually } from '../support/eventually.js';
import { type Books, type Finding } from './books/books.js';
import { checkBooks } from './books/check-books.js';
import { readBooks } from './books/read-books.js';
import { Callers } from './load/callers.js';
import { type SeededRandom } from './random.js';
import { type Scenario, type Show, type Unknown } from './scenario.js';
import { OPERATOR_KEY } from './stage/gateway-process.js';
import { type Stage } from './stage/stage.js';

/** Above the lease and the longest pause between attempts: as long as orders are settled, however slowly, it recovers. */
const STALLED_AFTER_MS = 180_000;
const LOOK_EVERY_MS = 100;
const CLIENT_WITHIN_MS = 30_000;

export interface Result {
  readonly scenario: string;
  readonly fault: number;
  readonly orders: number;
  readonly findings: readonly Finding[];
  /** What the scenario promised of its orders and did not hold. */
  readonly broken: readonly string[];
  readonly recoveredInMs: number;
}

/** Plays one scenario on a stage as new, waits until the gateway has recovered by itself, and compares the books. */
export async function runScenario(
  scenario: Scenario,
  stage: Stage,
  random: SeededRandom,
  scale: number,
): Promise<Result> {
  await stage.reset();
  const callers = new Callers(() => stage.apis.map(({ url }) => url));
  try {
    await scenario.prepare?.(stage);
    await startProcesses(scenario, stage);
    callers.key = await clientKey(stage);
    let endedAt: number | undefined;
    const mustEnd = new Map<string, OrderStatus>();
    const show: Show = {
      stage,
      callers,
      random,
      scaled: (count) => Math.max(1, Math.round(count * scale)),
      mustEnd: (organization, status) => mustEnd.set(organization, status),
      faultEnds: () => (endedAt = Date.now()),
    };
    await scenario.run(show);
    await stage.heal();
    const from = endedAt ?? Date.now();
    await untilSettled(scenario, stage);
    const recoveredInMs = Date.now() - from;
    await callers.askAgain();
    const books = await readAll(stage, callers);
    const findings = checkBooks(books);
    return {
      scenario: scenario.name,
      fault: scenario.fault,
      orders: books.orders.length,
      findings,
      broken: [...brokenEnds(scenario, mustEnd, books), ...brokenUnknown(scenario.unknown, findings)],
      recoveredInMs,
    };
  } finally {
    callers.leave();
    await stage.clear();
    await stage.heal();
    await scenario.tidy?.(stage);
  }
}

async function startProcesses({ apis = 1, workers = 1, settings }: Scenario, stage: Stage): Promise<void> {
  for (let count = 0; count < apis; count += 1) await stage.add('api', settings);
  for (let count = 0; count < workers; count += 1) await stage.add('worker', settings);
  await Promise.all([...stage.apis, ...stage.workers].map((process) => process.start()));
}

/** Orders are placed by a client, as in production, not by the operator. */
async function clientKey(stage: Stage): Promise<string> {
  return eventually(async () => {
    const response = await fetch(`${stage.api.url}/v1/clients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'a service under faults' }),
    });
    if (response.status !== 201) throw new Error(`no client: ${response.status}`);
    return ((await response.json()) as { key: string }).key;
  }, CLIENT_WITHIN_MS);
}

/** An order that is not in the report now may be in the next one. */
const REPORTS = 2;

/**
 * No order is at work any more, and whatever is unknown has been looked for; `held` is an end only where the scenario
 * says so.
 */
async function untilSettled({ name, ends = ['placed'] }: Scenario, stage: Stage): Promise<void> {
  const open = ['queued', 'submitting', ...(ends.includes('held') ? [] : ['held'])];
  const database = await stage.look();
  try {
    let fewest = Infinity;
    let movedAt = Date.now();
    for (;;) {
      const { rows } = await database.query<{ status: string; count: number }>(
        `SELECT status, count(*)::int FROM orders LEFT JOIN reconciliations AS search ON search.order_id = orders.id
         WHERE status = ANY($1)
            OR (status = 'outcome-unknown' AND (coalesce(checks, 0) < $2 OR result = 'report-failed'))
         GROUP BY status`,
        [open, REPORTS],
      );
      const left = rows.reduce((sum, { count }) => sum + count, 0);
      if (left === 0) return;
      if (left < fewest) [fewest, movedAt] = [left, Date.now()];
      if (Date.now() - movedAt > STALLED_AFTER_MS) {
        const stuck = rows.map(({ status, count }) => `${count} ${status}`).join(', ');
        throw new Error(`${name}: does not recover, ${stuck}`);
      }
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    await database.end();
  }
}

async function readAll(stage: Stage, callers: Callers): Promise<Books> {
  const database = await stage.look();
  try {
    return await readBooks(callers.book, database, stage.simulator.control);
  } finally {
    await database.end();
  }
}

function brokenEnds(
  { ends = ['placed'] }: Scenario,
  mustEnd: ReadonlyMap<string, OrderStatus>,
  { orders }: Books,
): string[] {
  const allowed = (organization: string): readonly OrderStatus[] => {
    const only = mustEnd.get(organization);
    return only === undefined ? [...ends, 'outcome-unknown'] : [only];
  };
  return orders
    .filter(({ organization, status }) => !allowed(organization).includes(status))
    .map(({ organization, status, problem }) => `${organization} ended as ${status} (${problem ?? 'fine'})`);
}

/** What is unknown and was bought has an entry in Sectigo's report, and should have been found there. */
function brokenUnknown(unknown: Unknown = { kind: 'none' }, findings: readonly Finding[]): string[] {
  const unresolved = findings.filter(({ kind }) => kind === 'unresolved');
  const bought = unresolved.filter(({ what }) => what.endsWith(', bought'));
  return [
    ...bought.map(({ organization }) => `${organization} was bought, and not found in the report`),
    ...miscounted(unknown, unresolved.length),
  ];
}

function miscounted(unknown: Unknown, count: number): string[] {
  switch (unknown.kind) {
    case 'some':
      return [];
    case 'none':
      return count === 0 ? [] : [`${count} are unknown, and need not be`];
    case 'exactly':
      return count === unknown.count ? [] : [`${count} are unknown, not ${unknown.count}`];
  }
}
