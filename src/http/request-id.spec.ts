import { describe, expect, it } from '@jest/globals';
import { requestIdOf } from './request-id.js';

const idFor = (given?: string | string[]): string => requestIdOf({ headers: { 'x-request-id': given } });
const MADE = /^req_[0-9A-HJKMNP-TV-Z]{26}$/;

describe('the id of a request', () => {
  it.each(['a', 'order-4711', '0f8fad5b-d9cb-469f-a165-70867728950e', 'a.b_c:d/e+f=g', 'x'.repeat(128)])(
    "is the caller's own if it is sane: %s",
    (given) => {
      expect(idFor(given)).toBe(given);
    },
  );

  it.each([
    [undefined],
    [''],
    [' '],
    ['a b'],
    ['x'.repeat(129)],
    ['a\nb'],
    ['a\n'],
    ['"a"'],
    ['<a>'],
    ['é'],
    ['a;b'],
    [['a', 'b']],
  ])('is made where the caller gives %j', (given) => {
    expect(idFor(given)).toMatch(MADE);
  });

  it('is made anew each time', () => {
    expect(idFor()).not.toBe(idFor());
  });
});
