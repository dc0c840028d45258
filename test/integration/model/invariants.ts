import { expect } from '@jest/globals';
import { type OrderView, type View } from './steps.js';

const IN_TROUBLE: readonly string[] = ['rejected', 'failed', 'held', 'outcome-unknown'];
/** After these nothing can have been bought by the attempt, so the order may be sent again. */
const HARMLESS: readonly (string | null)[] = ['not-sent', 'throttled', 'refused'];

/** What must hold of the database whatever happened, said without the model. */
export function expectSound({ orders }: View): void {
  for (const order of orders) expect(faultsOf(order)).toEqual([]);
  const numbers = orders.flatMap(({ number }) => number ?? []);
  expect(new Set(numbers).size).toBe(numbers.length);
}

/** What must hold between one moment and the next, with one step in between. */
export function expectSoundChange(before: View, after: View): void {
  for (const order of before.orders) {
    const now = after.orders.find(({ id }) => id === order.id);
    if (!now) throw new Error(`${order.id} is lost`);
    const isSame = JSON.stringify(fixed(now)) === JSON.stringify(fixed(order));
    expect(now.version).toBe(isSame ? order.version : order.version + 1);
    expect(now.events.slice(0, order.version)).toEqual(order.events);
    expect(now.fence).toBeGreaterThanOrEqual(order.fence);
    if (order.status === 'placed' || order.status === 'cancelled') expect(isSame).toBe(true);
  }
}

function faultsOf(order: OrderView): string[] {
  const { status, problem, next, tries, fence } = order;
  const unrecorded = tries.filter(({ outcome }) => outcome === null);
  const last = tries.at(-1);
  const isAsked = (last?.fence ?? 0) < fence;
  const rules: [string, boolean][] = [
    ['one event for each version', order.events.map((event) => Number.parseInt(event)).every(isCounting)],
    ['as many events as versions', order.events.length === order.version],
    ['queued means a time to look again', (status === 'queued') === (next === 'due' || next === 'later')],
    ['submitting means a lease', (status === 'submitting') === (next === 'leased' || next === 'expired')],
    ['trouble means a problem', IN_TROUBLE.includes(status) === (problem !== null)],
    ['placed means a number', (status === 'placed') === (order.number !== null)],
    ['one attempt at a time', unrecorded.length === (status === 'submitting' ? 1 : 0)],
    ['the attempt under way is the newest', status !== 'submitting' || last?.fence === fence],
    ['fencing numbers grow', tries.every((each, n) => each.fence > (tries[n - 1]?.fence ?? 0))],
    ['no attempt is ahead', (last?.fence ?? 0) <= fence],
    [
      'sent again only if nothing was bought or an operator says so',
      status !== 'queued' || !last || isAsked || HARMLESS.includes(last.outcome),
    ],
    ['attempts are counted', order.attempts >= 0 && order.attempts <= tries.length],
  ];
  return rules.flatMap(([rule, holds]) => (holds ? [] : [`${order.id} ${status}: ${rule}`]));
}

function isCounting(version: number, index: number): boolean {
  return version === index + 1;
}

/** All but what changes without a version: the passing of time and the rows of attempts. */
function fixed({ next: _next, tries: _tries, ...order }: OrderView): unknown {
  return order;
}
