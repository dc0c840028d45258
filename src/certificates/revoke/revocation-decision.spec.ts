import { describe, expect, it } from '@jest/globals';
import { PUBLISHED_CATALOGUE, type RevocationOutcome } from '../../sectigo/index.js';
import { decide, endOf, type RevocationDecision } from './revocation-decision.js';

const refused = (code: number): RevocationOutcome => ({
  kind: 'refused',
  errorCode: code,
  message: 'No!',
  entry: PUBLISHED_CATALOGUE.byCode.get(code)!,
  argument: null,
  argumentField: null,
});
const after = (outcome: RevocationOutcome, attempts = 1, random = 1): RevocationDecision =>
  decide(outcome, attempts, { backoffMs: 1_000 }, random);
const sectigo = (errorCode: number | null, errorMessage: string | null = 'No!') => ({
  sectigo: { errorCode, errorMessage },
});

describe('a revocation is over', () => {
  it.each([
    [{ kind: 'revoked' }, 'by-state'],
    [{ kind: 'already-revoked', errorCode: -21, message: null }, 'revoked'],
    [{ kind: 'already-rejected', errorCode: -20, message: null }, 'rejected'],
  ] as [RevocationOutcome, string][])('by %j', (outcome, certificate) => {
    expect(after(outcome)).toMatchObject({ kind: 'done', certificate });
  });

  it.each([
    [{ kind: 'revoked' }, true, { kind: 'done', certificate: 'revoked' }],
    [{ kind: 'revoked' }, false, { kind: 'done', certificate: 'rejected' }],
    [
      { kind: 'already-revoked', errorCode: -21, message: null },
      false,
      { kind: 'done', certificate: 'revoked' },
    ],
    [
      { kind: 'already-rejected', errorCode: -20, message: null },
      false,
      { kind: 'done', certificate: 'rejected' },
    ],
    [
      { kind: 'already-rejected', errorCode: -20, message: 'No!' },
      true,
      { kind: 'refused', problem: { code: 'revocation-unconfirmed', ...sectigo(-20) } },
    ],
    [{ kind: 'busy', errorCode: -26, message: null }, true, { kind: 'again', delayMs: 1_000, problem: null }],
  ] as [RevocationOutcome, boolean, object][])('by %j of what was issued: %j', (outcome, wasIssued, end) => {
    expect(endOf(after(outcome), wasIssued)).toEqual(end);
  });

  it.each([
    [{ kind: 'expired', errorCode: -35, message: 'No!' }, 'order-not-revocable', sectigo(-35)],
    [refused(-2), 'gateway-defect', sectigo(-2)],
    [refused(-23), 'sectigo-error-unrecognised', sectigo(-23)],
    [{ kind: 'not-sent', reason: 'form-invalid', detail: 'x' }, 'gateway-defect', {}],
  ] as [RevocationOutcome, string, object][])('and refused by %j', (outcome, code, words) => {
    expect(after(outcome)).toMatchObject({ kind: 'refused', problem: { code, ...words } });
  });
});

describe('a revocation is tried again', () => {
  it.each([
    [{ kind: 'busy', errorCode: -26, message: null }, null],
    [{ kind: 'not-sent', reason: 'dns', detail: 'x' }, { code: 'sectigo-unreachable' }],
    [{ kind: 'not-sent', reason: 'proxy-failed', detail: 'x' }, { code: 'proxy-unavailable' }],
    [{ kind: 'not-sent', reason: 'proxy-refused', detail: 'x' }, { code: 'proxy-access-denied' }],
    [
      { kind: 'unknown', reason: 'reset', errorCode: null, message: null, detail: 'x' },
      { code: 'outcome-unknown' },
    ],
    [
      { kind: 'unknown', reason: 'error-code', errorCode: -14, message: 'No!', detail: 'x' },
      { code: 'outcome-unknown', ...sectigo(-14) },
    ],
    // a fault of our account: the request stays until it is fixed
    [refused(-16), { code: 'sectigo-access-denied', ...sectigo(-16) }],
    [refused(-91), { code: 'sectigo-permission-denied', ...sectigo(-91) }],
  ] as [RevocationOutcome, object | null][])('after %j', (outcome, problem) => {
    expect(after(outcome)).toEqual({ kind: 'again', delayMs: 1_000, problem });
  });

  it.each([
    [7_000, 7_000],
    [null, 30_000],
  ])('when Sectigo says so: Retry-After %j → %d ms', (retryAfterMs, delayMs) => {
    const outcome = { kind: 'throttled', retryAfterMs, errorCode: -42, message: 'No!' } as const;
    const problem = { code: 'sectigo-rate-limited', ...sectigo(-42) };
    expect(after(outcome)).toEqual({ kind: 'again', delayMs, problem });
  });

  it.each([
    [1, 1, 1_000],
    [1, 0, 500],
    [4, 1, 8_000],
    [99, 1, 300_000],
  ])('ever more slowly: attempt %d, random %d → %d ms', (attempts, random, delayMs) => {
    expect(after({ kind: 'busy', errorCode: -26, message: null }, attempts, random)).toMatchObject({
      delayMs,
    });
  });
});
