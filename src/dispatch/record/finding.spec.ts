import { describe, expect, it } from '@jest/globals';
import { type NotSentReason, type OrderOutcome, PUBLISHED_ERRORS } from '../../sectigo/index.js';
import { findingOf } from './finding.js';

const exchange = { httpStatus: 200, durationMs: 5, requestDigest: 'aa', replyDigest: 'bb', rawReply: null };
const said = { errorCode: -1, message: null, exchange };

describe('what an attempt tells of Sectigo', () => {
  it('is that the login works when an order was placed', () => {
    const sold = {
      orderNumber: '1',
      paymentOutstanding: false,
      cost: null,
      certificateId: null,
      certificateState: null,
    };
    expect(findingOf({ kind: 'placed', ...sold, exchange })).toEqual({ login: 'accepted', reach: 'reached' });
  });

  it.each(PUBLISHED_ERRORS.map((entry) => [entry.code ?? `row ${entry.row}`, entry.problem, entry] as const))(
    'after %s, %s, is of the login only what the account must be known for',
    (_, problem, entry) => {
      const outcome: OrderOutcome = { kind: 'refused', ...said, entry, argument: null, argumentField: null };
      const known = ['insufficient-credit', 'sectigo-permission-denied', 'sectigo-price-missing'];
      const login = known.includes(problem)
        ? 'accepted'
        : problem === 'sectigo-access-denied'
          ? 'refused'
          : 'untold';
      expect(findingOf(outcome)).toEqual({ login, reach: 'reached' });
    },
  );

  it.each([
    ['asks to slow down', { kind: 'throttled', retryAfterMs: null, ...said }],
    ['does not answer readably', { kind: 'unknown', reason: 'unreadable', detail: '', ...said }],
  ] as const)('is that it can be reached when it %s', (_, outcome) => {
    expect(findingOf(outcome)).toEqual({ login: 'untold', reach: 'reached' });
  });

  it.each<[NotSentReason, 'unreachable' | 'untold']>([
    ['dns', 'unreachable'],
    ['connect-refused', 'unreachable'],
    ['connect-timeout', 'unreachable'],
    ['tls', 'unreachable'],
    ['connect-failed', 'unreachable'],
    ['aborted', 'untold'],
    ['credentials-unavailable', 'unreachable'],
    ['form-invalid', 'untold'],
  ])('not sent for the reason %s is %s', (reason, reach) => {
    expect(findingOf({ kind: 'not-sent', reason, detail: '', exchange })).toEqual({ login: 'untold', reach });
  });
});
