import { describe, expect, it } from '@jest/globals';
import { isLow } from './balance.response.js';

describe('a balance', () => {
  it.each([
    ['999.99', '1000.00', true],
    ['1000.00', '1000.00', false],
    ['1000.00', '1000', false],
    ['999999999999.98', '999999999999.99', true],
    ['-20.00', '0', true],
    ['0.00', '0', false],
    ['-20.00', undefined, false],
  ])('of %s is low where the alert is below %s: %s', (available, alertBelow, low) => {
    expect(isLow(available, alertBelow)).toBe(low);
  });
});
