import { type Exchange } from '../../../src/sectigo/index.js';
import { assertNever } from '../../../src/shared/assert-never.js';
import { type AttemptReport, type Decision } from '../../../src/dispatch/record/interpret.js';
import { ACCOUNT_FAULT, type Finding } from './steps.js';

const HOUR_MS = 3_600_000;
const EXCHANGE: Exchange = {
  httpStatus: 200,
  durationMs: 5,
  requestDigest: 'request',
  replyDigest: 'reply',
  rawReply: null,
  rawReplyFramed: null,
};

/** A finding as the decision table would put it. */
export function decisionOf(finding: Finding): Decision {
  switch (finding.kind) {
    case 'placed':
      return {
        status: 'placed',
        placed: {
          kind: 'placed',
          orderNumber: finding.number,
          paymentOutstanding: false,
          cost: '210.00',
          certificateId: null,
          certificateState: null,
        },
      };
    case 'rejected':
      return { status: 'rejected', problem: { code: 'country-invalid' }, closesGate: false };
    case 'failed':
      return { status: 'failed', problem: { code: 'gateway-defect' }, closesGate: false };
    case 'held: this order':
      return { status: 'held', problem: { code: 'sectigo-error-unrecognised' }, closesGate: false };
    case 'held: our account':
      return { status: 'held', problem: { code: ACCOUNT_FAULT }, closesGate: true };
    case 'unknown':
      return { status: 'outcome-unknown', problem: { code: 'outcome-unknown' }, closesGate: false };
    case 'not sent':
      return {
        status: 'queued',
        delayMs: finding.pause === 'long' ? HOUR_MS : 0,
        counts: true,
        throttledMs: null,
      };
    case 'throttled':
      return { status: 'queued', delayMs: HOUR_MS, counts: false, throttledMs: HOUR_MS };
    default:
      return assertNever(finding);
  }
}

export function reportOf(finding: Finding): AttemptReport {
  return {
    outcome: outcomeOf(finding),
    reason: null,
    sectigoCode: null,
    sectigoMessage: null,
    exchange: EXCHANGE,
  };
}

function outcomeOf({ kind }: Finding): string {
  switch (kind) {
    case 'rejected':
    case 'failed':
    case 'held: this order':
    case 'held: our account':
      return 'refused';
    case 'not sent':
      return 'not-sent';
    case 'placed':
    case 'unknown':
    case 'throttled':
      return kind;
    default:
      return assertNever(kind);
  }
}
