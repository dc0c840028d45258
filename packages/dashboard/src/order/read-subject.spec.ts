import { describe, expect, it } from '@jest/globals';
import { isSameText, readSubject } from './read-subject';

describe('the subject of a certificate', () => {
  it('is taken apart, escapes and commas within a value included', () => {
    const read = readSubject(String.raw`C=US, ST=CA, O=Company\, Inc, OU=A, OU=B, CN=x=y, z`);
    expect(Object.fromEntries(read)).toEqual({
      C: 'US',
      ST: 'CA',
      O: 'Company, Inc',
      OU: 'A, B',
      CN: 'x=y, z',
    });
  });

  it('of nothing says nothing', () => expect(readSubject('').get('O')).toBeUndefined());

  it.each([
    ['Brightwater  LTD', 'brightwater ltd', true],
    ['Brightwater Ltd', 'Brightwater plc', false],
  ])('%s and %s: %s', (one, other, same) => expect(isSameText(one, other)).toBe(same));
});
