import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { CountedOrders } from './counts/counted-orders.js';
import { drain } from './model/drain.js';
import { INTENTS } from './model/intents.js';
import { perform } from './model/model-orders.js';
import { emptyState } from './model/model-state.js';
import { type Step } from './model/steps.js';

/** More by hand: MODEL_RUNS=200 npx jest test/integration/counts-model.int-spec.ts */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 10);
const MAX_STEPS = 60;
const LIMIT_MS = process.env['MODEL_RUNS'] === undefined ? 120_000 : 3_600_000;
const HOURS = [1, 24, 25, 7 * 24, 90 * 24];

/** Whose events are counted: nobody deletes others. */
const DELETE_AN_ORDER = `
  WITH old AS (
    SELECT order_id AS id FROM events GROUP BY order_id
    HAVING max(seq) <= (SELECT last_seq FROM counting_position) ORDER BY hashtext(order_id) LIMIT 1
  ), e AS (DELETE FROM events USING old WHERE order_id = old.id),
  a AS (DELETE FROM attempts USING old WHERE order_id = old.id),
  r AS (DELETE FROM reconciliations USING old WHERE order_id = old.id),
  p AS (DELETE FROM status_polls USING old WHERE order_id = old.id)
  DELETE FROM orders USING old WHERE orders.id = old.id`;

/** Beside the steps of orders. */
const COUNTING = ['count', 'count one event', 'distrust the counts', 'a day passes for the counts'] as const;
type Happening = Step | (typeof COUNTING)[number];

describe('counts of orders and events', () => {
  let counted: CountedOrders;
  beforeAll(async () => {
    counted = await CountedOrders.create();
  });
  afterAll(() => counted.close());

  async function happen(happening: Happening): Promise<void> {
    switch (happening) {
      case 'count':
        return counted.count();
      case 'count one event':
        return countOne();
      case 'distrust the counts':
        await counted.orders.database.query('UPDATE counting_position SET orders_counted_at = NULL');
        return;
      case 'a day passes for the counts':
        return counted.makeRecountDue();
      default:
        await counted.orders.perform(happening);
    }
  }
  async function countOne(): Promise<void> {
    const settled = await counted.log.newestSettled();
    const position = await counted.counts.position();
    if (position.lastSeq < settled) await counted.counts.countEvents(position, position.lastSeq + 1n);
  }

  const happenings = fc.array(
    fc.record({
      what: fc.oneof(
        { weight: 6, arbitrary: fc.oneof(...INTENTS) },
        { weight: 1, arbitrary: fc.constant(() => 'count' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...COUNTING).map((happening) => () => happening) },
      ),
      hours: fc.constantFrom(...HOURS),
    }),
    { maxLength: MAX_STEPS, size: 'max' },
  );

  it(
    'are what counting everything gives, whatever happens to orders and whenever what is counted',
    async () => {
      const whatever = fc.asyncProperty(happenings, async (history) => {
        const state = emptyState();
        const take = async (happening: Happening, hours?: number): Promise<void> => {
          if (typeof happening === 'object') perform(state, happening);
          await happen(happening);
          await counted.expectRight(hours);
        };
        await counted.startAgain();
        for (const { what, hours } of history) {
          const happening = what(state);
          if (happening !== undefined) await take(happening, hours);
        }
        await drain(state, (step) => take(step));
        await take('count');
        for (const { id } of state.orders) await take({ do: 'retry', id });
        await drain(state, (step) => take(step));
        for (let deleted: number | null = 1; deleted !== 0;) {
          await take('count');
          deleted = (await counted.orders.database.query(DELETE_AN_ORDER)).rowCount;
          await counted.expectRight();
        }
      });
      await fc.assert(whatever, { numRuns: RUNS });
    },
    LIMIT_MS,
  );
});
