import { describe, expect, it } from '@jest/globals';
import { canonicalJson, sha256 } from './canonical-json.js';

describe('canonical JSON', () => {
  it.each<[unknown, string]>([
    [{ b: 2, a: 1, c: 3 }, '{"a":1,"b":2,"c":3}'],
    [{ a: { d: 1, c: [{ f: 1, e: 2 }] } }, '{"a":{"c":[{"e":2,"f":1}],"d":1}}'],
    [[3, 1, 2], '[3,1,2]'],
    [{ B: 1, a: 2, A: 3, 10: 4, 9: 5 }, '{"9":5,"10":4,"A":3,"B":1,"a":2}'],
    [{ a: null, b: '', c: false }, '{"a":null,"b":"","c":false}'],
    [{ a: undefined }, '{}'],
    [null, 'null'],
    ['a "word"', '"a \\"word\\""'],
    [{}, '{}'],
    [[], '[]'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe('SHA-256', () => {
  const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it.each<[string, string | Uint8Array]>([
    ['text', 'abc'],
    ['bytes', new Uint8Array([0x61, 0x62, 0x63])],
  ])('of %s is lower-case hex', (_, data) => {
    expect(sha256(data)).toBe(ABC);
  });
});
