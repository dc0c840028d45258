import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAmount } from './values.js';

const RANGE = { unitDigits: 3, decimals: 2 };

describe('an amount', () => {
  it.each([
    ['0', '0.00'],
    ['7', '7.00'],
    ['7.5', '7.50'],
    ['7.50', '7.50'],
    ['7.5000', '7.50'],
    ['999.99', '999.99'],
    ['-999.99', '-999.99'],
  ])('of %s is %s', (text, amount) => {
    expect(readAmount(text, RANGE)).toBe(amount);
  });

  it.each([
    '',
    '1000',
    '0.001',
    '7.505',
    '07',
    '7.',
    '.7',
    '+7',
    '7,00',
    '1e2',
    ' 7',
    '7 USD',
    'NaN',
    '0'.repeat(9),
    `0.${'0'.repeat(40)}`,
  ])('as "%s" is none', (text) => {
    expect(readAmount(text, RANGE)).toBeNull();
  });

  it('is never larger or finer than its range, nor another number than was written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,6}(\.\d{1,6})?$/), (text) => {
        const amount = readAmount(text, RANGE);
        if (amount === null) return;
        expect(amount).toMatch(/^-?\d{1,3}\.\d\d$/);
        expect(Number(amount)).toBe(Number(text));
      }),
    );
  });
});
