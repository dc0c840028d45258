import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import { maskedForm, readForm } from './form-body.js';

const TYPE = 'application/x-www-form-urlencoded';
const read = (body: string, type: string | undefined = TYPE) => readForm(type, Buffer.from(body, 'latin1'));

describe('a form body', () => {
  test('gives back any well-formed text that URLSearchParams encodes', () => {
    const text = anyText();
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        expect(read(new URLSearchParams(pairs).toString())).toEqual(
          pairs.map(([name, value]) => ({ name, value })),
        );
      }),
    );
  });

  it.each([
    ['a=1&a=2', ['a=1', 'a=2']],
    ['a+b=c%20d%2B%26%3D%25', ['a b=c d+&=%']],
    ['a=b=c', ['a=b=c']],
    ['a', ['a=']],
    ['&&a=1&', ['a=1']],
    ['a=%C3%A4', ['a=ä']],
    ['a=\u00c3\u00a4', ['a=ä']],
    ['a=%', ['a=null']],
    ['a=%4', ['a=null']],
    ['a=%zz', ['a=null']],
    ['a=%E4', ['a=null']],
    ['a=\u00e4', ['a=null']],
    ['a%zz=1', ['a%zz=1']],
    ['', []],
  ])('%j is read as %j', (body, expected) => {
    expect(read(body).map(({ name, value }) => `${name}=${value}`)).toEqual(expected);
  });

  it.each([
    ['application/x-www-form-urlencoded; charset=UTF-8', 1],
    ['APPLICATION/X-WWW-FORM-URLENCODED', 1],
    ['application/x-www-form-urlencoded2', 0],
    ['application/json', 0],
    ['', 0],
  ])('of type %j has %i argument', (type, count) => {
    expect(read('a=1', type)).toHaveLength(count);
  });

  it('without a type has no arguments', () => {
    expect(readForm(undefined, Buffer.from('a=1'))).toEqual([]);
  });

  it('is shown with every kind of password masked', () => {
    expect(maskedForm(read('loginPassword=x&newPASSWORD=y&a=%zz&b=1'))).toEqual({
      loginPassword: '********',
      newPASSWORD: '********',
      a: '(malformed)',
      b: '1',
    });
  });
});
