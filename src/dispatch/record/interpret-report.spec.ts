import { describe, expect, it } from '@jest/globals';
import { type ErrorEntry, type NotSentReason, type OrderOutcome, type Placed } from '../../sectigo/index.js';
import { PUBLISHED_CATALOGUE, PUBLISHED_ERRORS } from '../../sectigo/index.js';
import { errorCodeOf, interpret } from './interpret.js';

const POLICY = { maxAttempts: 3, backoffMs: 1_000 };
const exchange = {
  httpStatus: 200,
  durationMs: 5,
  requestDigest: 'aa',
  replyDigest: 'bb',
  rawReply: null,
  rawReplyFramed: null,
};
const PLACED: Placed = {
  kind: 'placed',
  orderNumber: '3040824',
  paymentOutstanding: true,
  cost: '210.00',
  certificateId: '123',
  certificateState: null,
};

function refused(entry: ErrorEntry): OrderOutcome {
  const said = { errorCode: entry.code ?? -999, message: 'Sectigo says so' };
  return { kind: 'refused', ...said, entry, argument: null, argumentField: null, exchange };
}

const SAID = { errorCode: -1, message: null, exchange };
const findingOf = (outcome: OrderOutcome) => interpret(outcome, 1, POLICY, 0).finding;

describe('an order that could not be sent', () => {
  it.each([
    [1, 1],
    [2, 1],
    [8, 8],
    [9, 8],
  ])('at attempt %i of at most %i is sent no more', (attempts, maxAttempts) => {
    const outcome: OrderOutcome = { kind: 'not-sent', reason: 'dns', detail: '', exchange };
    const { decision } = interpret(outcome, attempts, { ...POLICY, maxAttempts }, 0.5);
    expect(decision).toMatchObject({ status: 'failed', problem: { code: 'sectigo-unreachable' } });
  });
});

describe('what an attempt tells of Sectigo', () => {
  it('is that the login works when an order was placed', () => {
    expect(findingOf({ ...PLACED, exchange })).toEqual({ login: 'accepted', reach: 'reached' });
  });

  it.each(PUBLISHED_ERRORS.map((entry) => [entry.code ?? `row ${entry.row}`, entry.problem, entry] as const))(
    'after %s, %s, is of the login only what the account must be known for',
    (_, problem, entry) => {
      const known = ['insufficient-credit', 'sectigo-permission-denied', 'sectigo-price-missing'];
      const login = known.includes(problem)
        ? 'accepted'
        : problem === 'sectigo-access-denied'
          ? 'refused'
          : 'untold';
      expect(findingOf(refused(entry))).toEqual({ login, reach: 'reached' });
    },
  );

  it.each([
    ['asks to slow down', { kind: 'throttled', retryAfterMs: null, ...SAID }],
    ['does not answer readably', { kind: 'unknown', reason: 'unreadable', detail: '', ...SAID }],
  ] as const)('is that it can be reached when it %s', (_, outcome) => {
    expect(findingOf(outcome)).toEqual({ login: 'untold', reach: 'reached' });
  });

  it.each<[NotSentReason, 'reached' | 'unreachable' | 'untold']>([
    ['dns', 'unreachable'],
    ['connect-refused', 'unreachable'],
    ['connect-timeout', 'unreachable'],
    ['tls', 'unreachable'],
    ['connect-failed', 'unreachable'],
    ['aborted', 'untold'],
    ['withdrawn', 'reached'],
    ['credentials-unavailable', 'unreachable'],
    ['form-invalid', 'untold'],
    ['proxy-unreachable', 'unreachable'],
    ['proxy-failed', 'unreachable'],
    ['proxy-refused', 'unreachable'],
    ['proxy-login-refused', 'unreachable'],
  ])('not sent for the reason %s is %s', (reason, reach) => {
    expect(findingOf({ kind: 'not-sent', reason, detail: '', exchange })).toEqual({ login: 'untold', reach });
  });
});

describe('the row of an attempt', () => {
  const silent = { reason: null, sectigoCode: null, sectigoMessage: null, exchange };
  const words = { errorCode: -14, message: 'Hm' };

  it.each<[OrderOutcome, object, number | null]>([
    [{ ...PLACED, exchange }, { outcome: 'placed', sectigoCode: 1 }, null],
    [{ ...PLACED, paymentOutstanding: false, exchange }, { outcome: 'placed', sectigoCode: 0 }, null],
    [
      refused(PUBLISHED_CATALOGUE.byCode.get(-7)!),
      { outcome: 'refused', sectigoCode: -7, sectigoMessage: 'Sectigo says so' },
      -7,
    ],
    [
      { kind: 'throttled', retryAfterMs: 7, ...words, exchange },
      { outcome: 'throttled', sectigoCode: -14, sectigoMessage: 'Hm' },
      -14,
    ],
    [
      { kind: 'throttled', retryAfterMs: 7, errorCode: null, message: null, exchange },
      { outcome: 'throttled' },
      null,
    ],
    [{ kind: 'not-sent', reason: 'tls', detail: '', exchange }, { outcome: 'not-sent', reason: 'tls' }, null],
    [
      { kind: 'unknown', reason: 'error-code', ...words, detail: '', exchange },
      { outcome: 'unknown', reason: 'error-code', sectigoCode: -14, sectigoMessage: 'Hm' },
      -14,
    ],
  ])('keeps of %j what Sectigo said and the evidence', (outcome, kept, errorCode) => {
    const { report } = interpret(outcome, 1, POLICY, 0);
    expect(report).toEqual({ ...silent, ...kept });
    expect(errorCodeOf(report)).toBe(errorCode);
  });
});
