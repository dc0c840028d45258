import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { readIdempotencyKey } from '../domain/idempotency-key.js';
import { IdempotencyKey } from './orders.controller.js';

class Orders {
  place(@IdempotencyKey() key: string): string {
    return key;
  }
}

/** What a controller's parameter gets of a request with these headers, as Nest would ask for it. */
function parameterOf(headers: Record<string, string>): unknown {
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, Orders, 'place') as Record<
    string,
    { factory: (data: unknown, context: ExecutionContext) => unknown }
  >;
  return Object.values(parameters)[0]?.factory(undefined, new ExecutionContextHost([{ headers }]));
}

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
    'a"b',
    'a"',
    "'a'",
    'a\\"b',
  ])('of visible ASCII is taken as it is: %s', (header) => {
    expect(readIdempotencyKey(header)).toBe(header);
  });

  it.each([
    ['"abc"', 'abc'],
    ['"0f8fad5b-d9cb-469f-a165-70867728950e"', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    [String.raw`"a\"b\\c"`, String.raw`a"b\c`],
    [String.raw`"\"abc\""`, '"abc"'],
    [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
    [`"${String.raw`\"`.repeat(255)}"`, '"'.repeat(255)],
  ])('in quotes is what is inside them: %s', (header, key) => {
    expect(readIdempotencyKey(header)).toBe(key);
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
    ['a quote alone', '"'],
    ['quotes around nothing', '""'],
    ['quotes that are not closed', '"abc'],
    ['something after its quotes', '"abc"d'],
    ['parameters after its quotes', '"abc";a=1'],
    ['two strings', '"abc", "def"'],
    ['a quote within its quotes', '"a"b"'],
    ['a closing quote that is escaped', String.raw`"abc\"`],
    ['another escape', String.raw`"a\bc"`],
    ['a blank in its quotes', '"a b"'],
    ['256 characters in quotes', `"${'x'.repeat(256)}"`],
  ])('with %s is not valid', (_, header) => {
    expect(codeFor(header)).toBe('idempotency-key-invalid');
  });

  it('reaches a controller from the header of this name', () => {
    expect(parameterOf({ 'idempotency-key': 'a-key', 'x-request-id': 'another' })).toBe('a-key');
    expect(() => parameterOf({})).toThrow(GatewayError);
  });
});
