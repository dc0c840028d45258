import type pg from 'pg';
import { canonicalJson } from '../../../src/shared/canonical-json.js';
import { perform } from './model-orders.js';
import { type State, viewOf } from './model-state.js';
import { type RealOrders } from './real-orders.js';
import { type Answer, type Step, type View } from './steps.js';

/** Whose rows are held until both steps have begun, so that each decides on what it saw before the other. */
export type Barrier = keyof typeof LOCKS;

const LOCKS = {
  order: 'SELECT FROM orders FOR UPDATE',
  guard: 'SELECT FROM duplicate_guards FOR UPDATE',
  gate: 'SELECT FROM submission_gate FOR UPDATE',
  nothing: 'SELECT',
} as const;
export const BARRIERS = Object.keys(LOCKS) as Barrier[];

const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const BEGUN_WITHIN_MS = 20_000;

export type Pair = readonly [Step, Step];

export interface Seen {
  readonly answers: readonly Answer[];
  readonly view: View;
}

/** Takes both steps at once: the second begins when the first has ended or waits for a lock. */
export async function race(
  real: RealOrders,
  holder: pg.Client,
  [first, second]: Pair,
  barrier: Barrier,
): Promise<Seen> {
  await holder.query('BEGIN');
  await holder.query(LOCKS[barrier]);
  const under: Promise<Answer>[] = [];
  try {
    for (const step of [first, second]) {
      under.push(real.perform(step));
      await begun(real.database, under);
    }
  } finally {
    await holder.query('COMMIT');
  }
  return { answers: await Promise.all(under), view: await real.view() };
}

async function begun(database: pg.Client, under: readonly Promise<Answer>[]): Promise<void> {
  let ended = 0;
  const count = (): void => void (ended += 1);
  for (const each of under) each.then(count, count);
  const deadline = Date.now() + BEGUN_WITHIN_MS;
  while (Date.now() < deadline) {
    const { rowCount } = await database.query(WAITING);
    if (ended + (rowCount ?? 0) >= under.length) return;
  }
  throw new Error('a step neither ended nor waited');
}

/**
 * The states that one step after the other could have left, in either order, with what was answered and seen. The barrier
 * may have held all the orders that were there.
 */
export function explanations(before: State, pair: Pair, seen: Seen): State[] {
  const passingOver = before.orders.map(({ id }) => id);
  const amongHeld = (step: Step): Step => (step.do === 'start probe' ? { ...step, passingOver } : step);
  return [pair, [amongHeld(pair[0]), amongHeld(pair[1])] as const].flatMap((steps) => [
    ...serial(before, steps, seen, [0, 1]),
    ...serial(before, steps, seen, [1, 0]),
  ]);
}

function serial(before: State, pair: Pair, seen: Seen, order: readonly (0 | 1)[]): State[] {
  const state = structuredClone(before);
  for (const n of order) {
    const isSkipped = pair[n].do === 'start probe' && seen.answers[n] === '';
    if (!isSkipped && perform(state, pair[n]) !== seen.answers[n]) return [];
  }
  return canonicalJson(viewOf(state)) === canonicalJson(seen.view) ? [state] : [];
}
