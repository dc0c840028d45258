import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { addMoney } from './summary.js';

describe('addMoney', () => {
  it.each([
    [[], '0.00'],
    [['0.01'], '0.01'],
    [['0.10', '0.20'], '0.30'],
    [['210', '0.5', '0.49'], '210.99'],
    [['9999999999.99', '0.01'], '10000000000.00'],
    [['90071992547409.93', '0.01'], '90071992547409.94'],
  ])('adds %j exactly', (amounts, sum) => {
    expect(addMoney(amounts)).toBe(sum);
  });

  it.each(['', '-1.00', '1.234', '1e3', 'NaN', ' 1'])('refuses %j', (amount) => {
    expect(() => addMoney([amount])).toThrow(RangeError);
  });
});
