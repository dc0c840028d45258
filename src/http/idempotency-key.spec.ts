import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../shared/gateway-error.js';
import { readIdempotencyKey } from './idempotency-key.js';

function codeFor(header: string | string[] | undefined): string {
  try {
    readIdempotencyKey(header);
  } catch (error) {
    return error instanceof GatewayError ? error.code : 'another error';
  }
  return 'read';
}

describe('an Idempotency-Key', () => {
  it.each([
    'a',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    'x'.repeat(255),
  ])('of visible ASCII is taken as it is: %s', (header) => {
    expect(readIdempotencyKey(header)).toBe(header);
  });

  it.each([[undefined], ['']])('that is %j is missing', (header) => {
    expect(codeFor(header)).toBe('idempotency-key-missing');
  });

  it.each([
    ['a blank', ' '],
    ['a blank within', 'a b'],
    ['a tab', 'a\tb'],
    ['a line end', 'a\n'],
    ['a NUL', 'a\0'],
    ['DEL', 'a\x7f'],
    ['a letter that is not ASCII', 'é'],
    ['256 characters', 'x'.repeat(256)],
    ['two lines', ['a', 'b']],
  ])('with %s is not valid', (_, header) => {
    expect(codeFor(header)).toBe('idempotency-key-invalid');
  });
});
