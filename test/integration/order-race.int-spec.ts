import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { perform } from './model/model-orders.js';
import { emptyState, type State, viewOf } from './model/model-state.js';
import { type Barrier, BARRIERS, explanations, race } from './model/race.js';
import {
  ALL_STANDINGS,
  again,
  mayMeet,
  type Standing,
  STANDINGS,
  stepsFrom,
  withAnotherId,
} from './model/race-states.js';
import { RealOrders } from './model/real-orders.js';
import { orderId, type Step } from './model/steps.js';

/** More by hand: MODEL_RUNS=5000 npx jest test/integration/order-race.int-spec.ts --selectProjects integration */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 100);
const LIMIT_MS = process.env['MODEL_RUNS'] === undefined ? 6_000 : 3_600_000;

const HELD: Step = { do: 'record', id: orderId(1), fence: 1, finding: { kind: 'held: our account' } };

describe('two steps at the same moment', () => {
  let database: TestDatabase;
  let real: RealOrders;
  let holder: pg.Client;
  beforeAll(async () => {
    database = await createDatabase();
    real = new RealOrders(database.url);
    holder = new pg.Client({ connectionString: database.url });
    await Promise.all([real.connect(), holder.connect()]);
  });
  afterAll(async () => {
    await holder.end();
    await real.close();
    await database.drop();
  });

  async function stand(steps: readonly Step[]): Promise<State> {
    await real.reset();
    const state = emptyState();
    for (const step of steps) expect(await real.perform(step)).toBe(perform(state, step));
    return state;
  }

  /** What came out must be what one after the other makes, also for the next order of the certificate. */
  async function expectSerial(state: State, one: Step, other: Step, barrier: Barrier): Promise<void> {
    const pair = [one, other] as const;
    const seen = await race(real, holder, pair, barrier);
    const possible = explanations(state, pair, seen);
    if (possible.length === 0) {
      const serial = [pair, [other, one]].map((steps) => {
        const after = structuredClone(state);
        return { answers: steps.map((step) => perform(after, step)), view: viewOf(after) };
      });
      expect({ pair, ...seen }).toEqual({ pair, ...serial[0] });
    }
    const next = again(9, { key: 9 });
    const answers = possible.map((after) => perform(after, next));
    expect(answers).toContain(await real.perform(next));
  }

  it.each<[string, Standing, Step, Step, Barrier]>([
    [
      'two workers that want the same order',
      'queued',
      { do: 'claim', id: orderId(1), worker: 'A' },
      { do: 'claim', id: orderId(1), worker: 'B' },
      'order',
    ],
    [
      'resuming while a probe begins',
      'held, its probe due',
      { do: 'open gate' },
      { do: 'start probe' },
      'order',
    ],
    [
      'a new order while a probe begins and somebody writes the held one',
      'held, its probe due',
      again(7, { key: 7, allowDuplicate: true }),
      { do: 'start probe' },
      'order',
    ],
    ['resuming while an order becomes held', 'submitting', HELD, { do: 'open gate' }, 'gate'],
    [
      'pausing while a probe succeeds',
      'a probe, placed',
      { do: 'close gate' },
      { do: 'open gate after probe', id: orderId(1) },
      'gate',
    ],
    [
      'a retry of what is being cancelled',
      'held for itself',
      { do: 'cancel', id: orderId(1) },
      { do: 'retry', id: orderId(1) },
      'order',
    ],
  ])('are as if one had come after the other: %s', async (_, standing, one, other, barrier) => {
    await expectSerial(await stand(STANDINGS[standing]), one, other, barrier);
  });

  it(
    'are as if one had come after the other, whatever they are and however the order stands',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...ALL_STANDINGS),
          fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 })),
          fc.constantFrom(...BARRIERS),
          async (standing, [n, m], barrier) => {
            const state = await stand(STANDINGS[standing]);
            const steps = stepsFrom(state);
            const one = steps[n % steps.length];
            const other = steps[m % steps.length];
            if (!one || !other || !mayMeet(one, other)) return;
            await expectSerial(state, one, withAnotherId(other), barrier);
          },
        ),
        { numRuns: RUNS, interruptAfterTimeLimit: LIMIT_MS },
      );
    },
    LIMIT_MS * 4,
  );
});
