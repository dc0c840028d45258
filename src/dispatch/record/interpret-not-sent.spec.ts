import { describe, expect, it } from '@jest/globals';
import { type OrderOutcome } from '../../sectigo/index.js';
import { type Decision, interpret } from './interpret.js';

const POLICY = { maxAttempts: 3, backoffMs: 1_000 };
const exchange = {
  httpStatus: null,
  durationMs: 5,
  requestDigest: 'aa',
  replyDigest: null,
  rawReply: null,
  rawReplyFramed: null,
};
const after = (outcome: OrderOutcome, attempts = 1, random = 0): Decision =>
  interpret(outcome, attempts, POLICY, random).decision;

describe('an order that was not sent', () => {
  it.each(['dns', 'connect-refused', 'connect-timeout', 'tls', 'connect-failed', 'aborted'] as const)(
    'for the reason %s is queued again until its last attempt',
    (reason) => {
      const outcome: OrderOutcome = { kind: 'not-sent', reason, detail: '', exchange };
      expect(after(outcome, 1)).toEqual({ status: 'queued', delayMs: 500, counts: true, throttledMs: null });
      expect(after(outcome, 2, 1)).toEqual({
        status: 'queued',
        delayMs: 2_000,
        counts: true,
        throttledMs: null,
      });
      expect(after(outcome, 3)).toEqual({
        status: 'failed',
        problem: { code: 'sectigo-unreachable' },
        closesGate: false,
      });
    },
  );

  it.each(['proxy-unreachable', 'proxy-failed'] as const)(
    'for the reason %s is queued again until its last attempt, and then it was not Sectigo',
    (reason) => {
      const outcome: OrderOutcome = { kind: 'not-sent', reason, detail: '', exchange };
      expect(after(outcome, 2)).toMatchObject({ status: 'queued', counts: true });
      expect(after(outcome, 3)).toEqual({
        status: 'failed',
        problem: { code: 'proxy-unavailable' },
        closesGate: false,
      });
    },
  );

  it.each(['proxy-refused', 'proxy-login-refused'] as const)(
    'for the reason %s is held, and so are all others, however often',
    (reason) => {
      const outcome: OrderOutcome = { kind: 'not-sent', reason, detail: 'No way.', exchange };
      for (const attempts of [1, 3, 99])
        expect(after(outcome, attempts)).toEqual({
          status: 'held',
          problem: { code: 'proxy-access-denied', detail: 'No way.' },
          closesGate: true,
        });
    },
  );

  it('for want of credentials is queued again however often', () => {
    const outcome: OrderOutcome = {
      kind: 'not-sent',
      reason: 'credentials-unavailable',
      detail: '',
      exchange,
    };
    for (const attempts of [1, 3, 99])
      expect(after(outcome, attempts)).toEqual({
        status: 'queued',
        delayMs: 500,
        counts: false,
        throttledMs: null,
      });
  });

  it('as its values make no form is a defect of ours at once', () => {
    const outcome: OrderOutcome = { kind: 'not-sent', reason: 'form-invalid', detail: '', exchange };
    expect(after(outcome)).toEqual({
      status: 'failed',
      problem: { code: 'gateway-defect' },
      closesGate: false,
    });
  });
});
