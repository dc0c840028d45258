import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ErrorEntry, type OrderOutcome, type Placed } from '../../sectigo/index.js';
import { PUBLISHED_ERRORS, type Refused } from '../../sectigo/index.js';
import { type Decision, interpret } from './interpret.js';

const POLICY = { maxAttempts: 3, backoffMs: 1_000 };
const NOT_KEPT = { rawReply: null, rawReplyFramed: null };
const exchange = { httpStatus: 200, durationMs: 5, requestDigest: 'aa', replyDigest: 'bb', ...NOT_KEPT };
const after = (outcome: OrderOutcome, attempts = 1, random = 0): Decision =>
  interpret(outcome, attempts, POLICY, random).decision;

const PLACED: Placed = {
  kind: 'placed',
  orderNumber: '3040824',
  paymentOutstanding: true,
  cost: '210.00',
  certificateId: '123',
  certificateState: null,
};

function refused(entry: ErrorEntry, changes: Partial<Refused> = {}): OrderOutcome {
  const said = {
    errorCode: entry.code ?? -999,
    message: 'Sectigo says so',
    argument: null,
    argumentField: null,
  };
  return { kind: 'refused', ...said, entry, exchange, ...changes };
}

/** The published row, or the code from elsewhere, behind a problem. */
function entryOf(problem: string): ErrorEntry {
  const entry = PUBLISHED_ERRORS.find((candidate) => candidate.problem === problem);
  if (entry === undefined) throw new Error(`No row has the problem ${problem}`);
  return entry;
}

describe('an order that was placed', () => {
  it('is placed, with all that Sectigo said of it', () => {
    expect(after({ ...PLACED, exchange })).toEqual({ status: 'placed', placed: PLACED });
  });
});

describe('an order whose outcome is unknown', () => {
  it.each([
    'timeout',
    'aborted',
    'reset',
    'truncated',
    'reply-too-large',
    'http-status',
    'unreadable',
  ] as const)('for the reason %s stays so, at any attempt', (reason) => {
    const outcome: OrderOutcome = {
      kind: 'unknown',
      reason,
      errorCode: null,
      message: null,
      detail: '',
      exchange,
    };
    const decision = { status: 'outcome-unknown', problem: { code: 'outcome-unknown' }, closesGate: false };
    expect(after(outcome, 1)).toEqual(decision);
    expect(after(outcome, 99)).toEqual(decision);
  });

  it.each([
    [-14, 'An unknown error occurred!'],
    [-14, null],
    [null, 'Words without a number'],
  ])('by the error %s tells what Sectigo said', (errorCode, message) => {
    const said = { reason: 'error-code', errorCode, message, detail: '' } as const;
    expect(after({ kind: 'unknown', ...said, exchange })).toEqual({
      status: 'outcome-unknown',
      problem: { code: 'outcome-unknown', sectigo: { errorCode, errorMessage: message } },
      closesGate: false,
    });
  });
});

describe('an order that Sectigo has no time for', () => {
  it.each([
    ['the time it named', 12_000, 12_000],
    ['no time at all if it says so', 0, 0],
    ['half a minute of first pauses if it named none', null, 30_000],
  ])('waits %s, with the whole queue', (_, retryAfterMs, delayMs) => {
    const outcome: OrderOutcome = {
      kind: 'throttled',
      retryAfterMs,
      errorCode: -42,
      message: null,
      exchange,
    };
    expect(after(outcome, 1)).toEqual({ status: 'queued', delayMs, counts: false, throttledMs: delayMs });
    expect(after(outcome, 99)).toEqual({ status: 'queued', delayMs, counts: false, throttledMs: delayMs });
  });
});

/** What each disposition of a refusal makes of the order. */
const BY_DISPOSITION = {
  reject: { status: 'rejected', closesGate: false },
  fail: { status: 'failed', closesGate: false },
  'hold-order': { status: 'held', closesGate: false },
  'hold-queue': { status: 'held', closesGate: true },
  unknown: { status: 'outcome-unknown', closesGate: false },
} as const;

describe('an order that Sectigo refused', () => {
  const rows = PUBLISHED_ERRORS.filter(({ disposition }) => disposition !== 'throttle');

  it.each(rows.map((entry) => [entry.row ?? entry.code, entry.problem, entry] as const))(
    'by row %s is settled as %s',
    (_row, problem, entry) => {
      expect(after(refused(entry))).toEqual({
        ...BY_DISPOSITION[entry.disposition as keyof typeof BY_DISPOSITION],
        problem: {
          code: problem,
          sectigo: { errorCode: entry.code ?? -999, errorMessage: 'Sectigo says so' },
        },
      });
    },
  );

  it.each([
    ['-15 no credit', 'insufficient-credit'],
    ['-16 login', 'sectigo-access-denied'],
    ['-91 permission', 'sectigo-permission-denied'],
    ['-115 price', 'sectigo-price-missing'],
  ])('for our account (%s) is held and stops the queue', (_, problem) => {
    expect(after(refused(entryOf(problem)))).toMatchObject({ status: 'held', closesGate: true });
  });

  it('with a code outside the catalogue is held alone', () => {
    const unrecognised: ErrorEntry = {
      ...entryOf('gateway-defect'),
      problem: 'sectigo-error-unrecognised',
      disposition: 'hold-order',
    };
    expect(after(refused(unrecognised))).toMatchObject({
      status: 'held',
      problem: { code: 'sectigo-error-unrecognised' },
      closesGate: false,
    });
  });

  it('by a row that an operator made one of slowing down waits with the whole queue', () => {
    const entry = entryOf('sectigo-rate-limited');
    expect(after(refused(entry), 99)).toEqual({
      status: 'queued',
      delayMs: 30_000,
      counts: false,
      throttledMs: 30_000,
    });
  });

  it('for a field of the caller points to it', () => {
    const outcome = refused(entryOf('country-invalid'), {
      message: null,
      argument: 'countryName',
      argumentField: 'organization.address.country',
    });
    expect(after(outcome)).toMatchObject({
      problem: {
        errors: [
          { pointer: '/organization/address/country', code: 'country-invalid', detail: 'Sectigo refuses it' },
        ],
        sectigo: { errorCode: -7, errorMessage: null },
      },
    });
  });

  it('for an argument that is none of the caller points nowhere', () => {
    const decision = after(refused(entryOf('gateway-defect'), { argument: 'product' }));
    expect(decision).not.toHaveProperty('problem.errors');
  });
});

describe('any decision', () => {
  const outcomes = fc.oneof(
    fc.constantFrom(...PUBLISHED_ERRORS).map((entry) => refused(entry)),
    fc.constantFrom<OrderOutcome>(
      { ...PLACED, exchange },
      { kind: 'not-sent', reason: 'tls', detail: '', exchange },
      { kind: 'throttled', retryAfterMs: null, errorCode: null, message: null, exchange },
      { kind: 'unknown', reason: 'reset', errorCode: null, message: null, detail: '', exchange },
    ),
  );

  it('sends again only what was certainly not bought', () => {
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 1, max: 200 }), (outcome, attempts) => {
        const { status } = after(outcome, attempts);
        const mayBeSold = outcome.kind === 'placed' || outcome.kind === 'unknown';
        expect(mayBeSold && status === 'queued').toBe(false);
        expect(status === 'placed').toBe(outcome.kind === 'placed');
        expect(status === 'outcome-unknown').toBe(
          outcome.kind === 'unknown' ||
            (outcome.kind === 'refused' && outcome.entry.disposition === 'unknown'),
        );
      }),
    );
  });
});
