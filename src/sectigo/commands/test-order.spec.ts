import { describe, expect, it } from '@jest/globals';
import { resolveParameterNames, type ParameterNames } from '../tables/parameter-names.js';
import { PUBLISHED_NAMES } from '../tables/parameter-names.js';
import { testFormOf } from './test-order.js';

const LOGIN = { loginName: 'reseller', loginPassword: 's3cret' };
const VALUES = { organizationName: 'Company ABC 123' };

function namesWith(setting: Record<string, string>): ParameterNames {
  const result = resolveParameterNames(setting);
  if (result.kind === 'faults') throw new Error(result.faults.join());
  return result.names;
}

describe('the form of a test order', () => {
  it('says that it is one, whatever it was given', () => {
    const values = { ...VALUES, test: 'N' };
    const form = testFormOf({ values, others: [['unheardOf', '1']] }, LOGIN, PUBLISHED_NAMES);
    expect(
      form.kind === 'form' && form.entries.filter(([name]) => ['test', 'unheardOf'].includes(name)),
    ).toEqual([
      ['test', 'Y'],
      ['unheardOf', '1'],
    ]);
  });

  it.each([
    ['it would say so twice', PUBLISHED_NAMES, 'test', 'N'],
    ['it would say so under another name', namesWith({ test: 'trial' }), 'x', 'N'],
  ])('is not made where %s', (_why, names, name, value) => {
    expect(testFormOf({ values: VALUES, others: [[name, value]] }, LOGIN, names).kind).toBe('faults');
  });
});
