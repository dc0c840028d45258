import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { drain } from './model/drain.js';
import { type Intent, INTENTS } from './model/intents.js';
import { expectSound, expectSoundChange } from './model/invariants.js';
import { perform } from './model/model-orders.js';
import { emptyState, type State, viewOf } from './model/model-state.js';
import { ALL_STANDINGS, again, STANDINGS, stepsFrom } from './model/race-states.js';
import { RealOrders } from './model/real-orders.js';
import { orderId, type Step } from './model/steps.js';

/** More by hand: MODEL_RUNS=2000 npx jest test/integration/order-model.int-spec.ts --selectProjects integration */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 60);
const MAX_COMMANDS = 80;
const LIMIT_MS = process.env['MODEL_RUNS'] === undefined ? 10_000 : 3_600_000;

/** Takes a step in the model and in the database; both must say and show the same. */
async function take(state: State, real: RealOrders, step: Step): Promise<void> {
  const before = viewOf(state);
  const expected = perform(state, step);
  expect({ step, answer: await real.perform(step) }).toEqual({ step, answer: expected });
  const after = await real.view();
  expectSound(after);
  expectSoundChange(before, after);
  expect(after).toEqual(viewOf(state));
}

class Command implements fc.AsyncCommand<State, RealOrders> {
  private taken: Step | undefined;

  constructor(private readonly intent: Intent) {}

  check(state: Readonly<State>): boolean {
    return this.intent(state) !== undefined;
  }

  async run(state: State, real: RealOrders): Promise<void> {
    this.taken = this.intent(state);
    if (this.taken) await take(state, real, this.taken);
  }

  toString(): string {
    return JSON.stringify(this.taken);
  }
}

describe('orders on Postgres', () => {
  let database: TestDatabase;
  let real: RealOrders;
  beforeAll(async () => {
    database = await createDatabase();
    real = new RealOrders(database.url);
    await real.connect();
  });
  beforeEach(() => real.reset());
  afterAll(async () => {
    await real.close();
    await database.drop();
  });

  it.each(ALL_STANDINGS)(
    'allow what the contract allows, and nothing else, to one that is %s',
    async (standing) => {
      const before = emptyState();
      for (const step of STANDINGS[standing]) perform(before, step);
      for (const next of stepsFrom(before)) {
        await real.reset();
        const state = emptyState();
        for (const step of STANDINGS[standing]) expect(await real.perform(step)).toBe(perform(state, step));
        await take(state, real, next);
      }
    },
  );

  it.each<[string, readonly Step[]]>([
    [
      'an order whose worker fell silent, sent again by an operator',
      [...STANDINGS['outcome-unknown'], { do: 'resolve: resubmit', id: orderId(1) }],
    ],
    [
      'the only held order is retried, so that a queued one must be the probe',
      [...STANDINGS['held, its probe not due'], { do: 'retry', id: orderId(1) }],
    ],
    [
      'the first order for a certificate is under way, though a permitted second was cancelled',
      [
        ...STANDINGS.submitting,
        again(2, { key: 2, allowDuplicate: true }),
        { do: 'cancel', id: orderId(2) },
        again(3, { key: 3 }),
      ],
    ],
  ])('do what the contract says: %s', async (_, steps) => {
    const state = emptyState();
    for (const step of steps) await take(state, real, step);
    await drain(state, (step) => take(state, real, step));
  });

  it(
    'do what the model of the contract says, whatever callers, workers, operators and time do to them',
    async () => {
      const commands = INTENTS.map((intents) => intents.map((intent) => new Command(intent)));
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: MAX_COMMANDS, size: 'max' }), async (steps) => {
          const state = emptyState();
          await real.reset();
          await fc.asyncModelRun(() => ({ model: state, real }), steps);
          await drain(state, (step) => take(state, real, step));
        }),
        { numRuns: RUNS, interruptAfterTimeLimit: LIMIT_MS },
      );
    },
    LIMIT_MS * 4,
  );
});
