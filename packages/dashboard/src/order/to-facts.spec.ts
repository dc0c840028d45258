import { describe, expect, it } from '@jest/globals';
import { toFacts } from './to-facts';

describe('what was asked for', () => {
  it('is a list of names and values, however deep', () => {
    const organization = {
      name: 'Company',
      unit: null,
      address: { line1: 'Elm Street', postalCode: '90002' },
    };
    expect(toFacts(organization)).toEqual([
      ['Name', 'Company'],
      ['Address, Line 1', 'Elm Street'],
      ['Address, Postal code', '90002'],
    ]);
  });

  it('says yes and no, and zero', () => {
    expect(toFacts({ customerValidated: false, callbackCompleted: true, offerType: 0 })).toEqual([
      ['Customer validated', 'No'],
      ['Callback completed', 'Yes'],
      ['Offer type', '0'],
    ]);
  });

  it('leaves names of the caller alone', () => {
    expect(toFacts({ costCentre: '42' }, true)).toEqual([['costCentre', '42']]);
  });
});
