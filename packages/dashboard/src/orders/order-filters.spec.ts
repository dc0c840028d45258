import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STATUSES } from '../api/types';
import { filtersIn, toQuery } from './order-filters';

const word = fc.string({ minLength: 1 });
const filters = fc.record(
  {
    status: fc.uniqueArray(fc.constantFrom(...STATUSES)),
    q: word,
    certificateType: word,
    clientId: word,
    test: word,
    createdAfter: word,
    createdBefore: word,
    expiresBefore: word,
    mismatched: word,
    certificateId: word,
  },
  { requiredKeys: ['status'] },
);

describe('the filters of the list of orders', () => {
  it('come back from the address as they went into it', () => {
    fc.assert(
      fc.property(filters, (given) => {
        const address = toQuery(given).toString();
        expect(filtersIn(new URLSearchParams(address))).toEqual(given);
      }),
    );
  });

  it('that are empty or unknown are none', () => {
    expect(filtersIn(new URLSearchParams('q=&colour=red'))).toEqual({ status: [] });
    expect(toQuery({ status: [], q: '' }).size).toBe(0);
  });
});
