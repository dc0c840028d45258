import { describe, expect, it } from '@jest/globals';
import {
  isOpen,
  mayMove,
  ORDER_STATUSES,
  type OrderStatus,
  type SettledStatus,
  settleableFrom,
  UNSOLD_STATUSES,
} from './order-status.js';

/** Every allowed status change of the contract. */
const MOVES = `
queued → submitting
queued → cancelled
queued → outcome-unknown
submitting → queued
submitting → placed
submitting → rejected
submitting → failed
submitting → held
submitting → outcome-unknown
rejected → queued
failed → queued
held → queued
held → cancelled
held → outcome-unknown
outcome-unknown → placed
outcome-unknown → rejected
outcome-unknown → failed
outcome-unknown → held
outcome-unknown → queued
`
  .trim()
  .split('\n');

const PAIRS = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const));

describe('an order', () => {
  it.each(PAIRS)('that is %s moves to %s only where the contract says so', (from, to) => {
    expect(mayMove(from, to)).toBe(MOVES.includes(`${from} → ${to}`));
  });

  it.each(['placed', 'cancelled'] as const)('that is %s stays so', (from) => {
    expect(ORDER_STATUSES.filter((to) => mayMove(from, to))).toEqual([]);
  });

  it('is sent from the queue only', () => {
    expect(ORDER_STATUSES.filter((from) => mayMove(from, 'submitting'))).toEqual(['queued']);
  });

  it.each<[OrderStatus, boolean]>([
    ['queued', true],
    ['submitting', true],
    ['placed', false],
    ['rejected', false],
    ['failed', false],
    ['held', false],
    ['outcome-unknown', false],
    ['cancelled', false],
  ])('that is %s is open: %s', (status, open) => {
    expect(isOpen(status)).toBe(open);
  });

  it('may be ordered again where nothing was bought and nothing will be', () => {
    expect([...UNSOLD_STATUSES].sort()).toEqual(['cancelled', 'failed', 'rejected']);
  });
});

describe('an attempt', () => {
  it.each<[SettledStatus, OrderStatus[]]>([
    ['placed', ['submitting', 'outcome-unknown']],
    ['rejected', ['submitting', 'outcome-unknown']],
    ['failed', ['submitting', 'outcome-unknown']],
    ['held', ['submitting', 'outcome-unknown']],
    ['queued', ['submitting']],
    ['outcome-unknown', ['submitting']],
  ])('may make its order %s if that is %s', (to, from) => {
    expect(settleableFrom(to)).toEqual(from);
  });
});
