import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSequenceId, sequenceId } from './sequence-id.js';

const number = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

describe('the id of a numbered row', () => {
  it('is its number, of the same length for all', () => {
    expect(sequenceId('evt', 42n)).toBe('evt_0000000000000000042');
    expect(sequenceId('dlv', 2n ** 63n - 1n)).toBe('dlv_9223372036854775807');
  });

  it('leads back to the number, and sorts as the numbers do', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        expect(parseSequenceId('evt', sequenceId('evt', one))).toBe(one);
        expect(sequenceId('evt', one) < sequenceId('evt', other)).toBe(one < other);
      }),
    );
  });

  it.each([
    '',
    'evt_',
    'evt_42',
    'dlv_0000000000000000042',
    'evt_00000000000000000042',
    'evt_000000000000000004x',
    'evt_-000000000000000042',
    'evt_9223372036854775808',
    'evt_0000000000000000042\n',
    ' evt_0000000000000000042',
  ])('is not %j', (id) => {
    expect(parseSequenceId('evt', id)).toBeUndefined();
  });
});
