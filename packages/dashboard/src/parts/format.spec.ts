import { describe, expect, it } from '@jest/globals';
import { amount, daysUntil, duration, inDays, utcTime, words } from './format';

describe('what people read', () => {
  it.each([
    ['0', '0'],
    ['420.00', '420.00'],
    ['1234567.80', '1,234,567.80'],
    ['90071992547409931234.01', '90,071,992,547,409,931,234.01'],
    ['-1500.5', '-1,500.5'],
  ])('the amount %s is %s', (decimal, shown) => expect(amount(decimal)).toBe(shown));

  it.each([
    [0, '0 s'],
    [0.04, '< 0.1 s'],
    [2.34, '2.3 s'],
    [59.6, '1 min'],
    [61, '1 min 1 s'],
    [3_600, '1 h'],
    [93_784, '1 d 2 h'],
  ])('%d seconds are %s', (seconds, shown) => expect(duration(seconds)).toBe(shown));

  it.each([
    ['2026-11-22T09:30:00.001Z', 1],
    ['2026-12-22T09:30:00.000Z', 30],
    ['2026-12-22T09:30:00.001Z', 31],
    ['2026-11-22T09:30:00.000Z', 0],
    ['2026-11-20T09:30:00.000Z', -2],
  ])('days until %s: %d', (end, days) =>
    expect(daysUntil(end, Date.parse('2026-11-22T09:30:00.000Z'))).toBe(days),
  );

  it('in 7 days is the same time of day', () => {
    expect(inDays(7, Date.parse('2026-11-22T09:30:00.000Z'))).toBe('2026-11-29T09:30:00.000Z');
  });

  it('a time in UTC has no part of a second', () => {
    expect(utcTime('2026-11-22T09:30:01.234Z')).toBe('2026-11-22 09:30:01 UTC');
  });

  it.each([
    ['outcome-unknown', 'Outcome unknown'],
    ['customerValidated', 'Customer validated'],
    ['order.placed', 'Order placed'],
  ])('%s reads %s', (name, shown) => expect(words(name)).toBe(shown));
});
