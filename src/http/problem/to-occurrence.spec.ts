import { HttpException, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ERROR_CODES } from '../../shared/error-code.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { problemOfOrder, type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { isStorageFault } from '../../platform/prisma/storage-fault.js';
import { toOccurrence } from './to-occurrence.js';

/** An error with the members that a driver or a framework gives it. */
const fault = (members: object, message = 'it says s3cret'): Error =>
  Object.assign(new Error(message), members);

describe('an error of our own', () => {
  it.each(ERROR_CODES)('%s keeps its code', (code) => {
    expect(toOccurrence(new GatewayError(code))).toEqual({ code });
  });

  it('keeps what it tells the caller, and nothing else', () => {
    const fields = [{ pointer: '/a', code: 'required', detail: 'is required' }];
    const extensions = { existingOrderId: 'ord_1' };
    const details = { detail: 'So it is.', fields, extensions, cause: new Error('s3cret'), retryAfterMs: 5 };
    expect(toOccurrence(new GatewayError('validation-failed', details))).toEqual({
      code: 'validation-failed',
      detail: 'So it is.',
      errors: fields,
      extensions,
    });
  });

  it('that an order ended with is what was stored of it', () => {
    const stored: ProblemOccurrence = {
      code: 'country-invalid',
      detail: 'So it is.',
      errors: [{ pointer: '/organization/address/country', code: 'country-invalid', detail: 'is refused' }],
      sectigo: { errorCode: -7, errorMessage: 'no such country' },
    };
    const error = problemOfOrder(stored, 'ord_1');
    expect(toOccurrence(error)).toEqual(stored);
    expect(error.details.orderId).toBe('ord_1');
  });
});

describe('an error of the framework', () => {
  it.each([
    [400, 'malformed-request'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'method-not-allowed'],
    [413, 'payload-too-large'],
    [415, 'unsupported-media-type'],
    [418, 'malformed-request'],
    [499, 'malformed-request'],
    [500, 'internal-error'],
    [503, 'internal-error'],
    [302, 'internal-error'],
  ])('with the status %i is %s', (status, code) => {
    expect(toOccurrence(new HttpException('s3cret', status))).toEqual({ code });
  });

  it('of a class of its own is known by its status', () => {
    expect(toOccurrence(new NotFoundException('s3cret'))).toEqual({ code: 'not-found' });
    expect(toOccurrence(new MethodNotAllowedException())).toEqual({ code: 'method-not-allowed' });
  });

  it.each([
    ['FST_ERR_CTP_BODY_TOO_LARGE', 413, 'payload-too-large'],
    ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415, 'unsupported-media-type'],
    ['FST_ERR_CTP_INVALID_TYPE', 415, 'unsupported-media-type'],
    ['FST_ERR_CTP_EMPTY_JSON_BODY', 400, 'malformed-request'],
    ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400, 'malformed-request'],
    ['ECONNRESET', 400, 'malformed-request'],
    ['FST_ERR_SOMETHING_NEW', 404, 'not-found'],
    ['FST_ERR_SOMETHING_NEW', 500, 'internal-error'],
    ['FST_ERR_SOMETHING_NEW', 399, 'internal-error'],
  ])('of Fastify, %s with %i, is %s', (code, statusCode, expected) => {
    expect(toOccurrence(fault({ code, statusCode }))).toEqual({ code: expected });
  });
});

const STORAGE_CODES = [
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN'],
  ...[
    '08000',
    '08006',
    '53300',
    '57P01',
    '57P03',
    '57014',
    '58030',
    '40001',
    '40P01',
    '25006',
    '28P01',
    '3D000',
  ],
  ...['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['P1000', 'P1001', 'P1002', 'P1003', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'],
];

describe('an error of the database', () => {
  it.each(STORAGE_CODES)('%s says that it cannot serve now', (code) => {
    expect(toOccurrence(fault({ code }))).toEqual({ code: 'storage-unavailable' });
    expect(
      toOccurrence(fault({ code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: code } } } })),
    ).toEqual({ code: 'storage-unavailable' });
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    "Can't reach database server at 10.0.0.1",
    'the database system is starting up',
    'Client has encountered a connection error and is not queryable',
    'The server does not support SSL connections',
  ])('that only says %j is known by its words', (message) => {
    expect(toOccurrence(fault({}, message))).toEqual({ code: 'storage-unavailable' });
  });

  it.each([
    ['ConnectionClosed', 'storage-unavailable'],
    ['DatabaseNotReachable', 'storage-unavailable'],
    ['SocketTimeout', 'storage-unavailable'],
    ['TooManyConnections', 'storage-unavailable'],
    ['TransactionWriteConflict', 'storage-unavailable'],
    ['UniqueConstraintViolation', 'internal-error'],
    ['GenericJs', 'internal-error'],
  ])('of a raw query that only has the kind %s is %s', (kind, code) => {
    const meta = { driverAdapterError: { name: 'DriverAdapterError', cause: { kind } } };
    expect(toOccurrence(fault({ code: 'P2010', meta }))).toEqual({ code });
  });

  it.each(['23505', '22P02', '42P01', '25001', 'P2002', 'P2025', '0800', '080060', 'EACCES', 'ENOENT'])(
    '%s is a fault of ours',
    (code) => {
      expect(toOccurrence(fault({ code }))).toEqual({ code: 'internal-error' });
    },
  );

  it('is looked for within its wrappers, but not for ever', () => {
    const wrap = (depth: number): Error =>
      depth === 0 ? fault({ code: '57P01' }) : new Error('wrapped', { cause: wrap(depth - 1) });
    const circle: Error & { cause?: unknown } = new Error('circle');
    circle.cause = circle;

    expect(isStorageFault(wrap(5))).toBe(true);
    expect(isStorageFault(wrap(6))).toBe(false);
    expect(isStorageFault(circle)).toBe(false);
  });
});

describe('anything else that is thrown', () => {
  it.each([
    [new Error('s3cret')],
    [new TypeError('s3cret')],
    ['s3cret'],
    [undefined],
    [null],
    [42],
    [{ statusCode: 400 }],
    [{ code: 400, statusCode: 400 }],
  ])('tells nothing of itself: %p', (error) => {
    expect(toOccurrence(error)).toEqual({ code: 'internal-error' });
  });

  it('becomes a problem without a throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (error) => {
        expect(ERROR_CODES).toContain(toOccurrence(error).code);
      }),
    );
  });
});
