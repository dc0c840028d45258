import { assertNever } from '../../shared/assert-never.js';
import { type ErrorCatalogue } from '../tables/error-codes.js';
import { matchError, type SectigoError } from '../tables/error-match.js';
import { judgeHttp } from '../wire/http-verdict.js';
import { type Exchange, type OrderOutcome, type Unknown, type UnknownReason } from './outcome.js';
import { type ParameterNames } from '../tables/parameter-names.js';
import { type BrokenExchange, type HttpReply } from '../wire/post-form.client.js';
import { parseReply } from '../wire/reply.js';
import { textOf } from '../wire/reply-text.js';
import { retryAfterMs } from '../wire/retry-after.js';
import { type Censor } from '../wire/safe-text.js';

export interface ReplyContext {
  readonly catalogue: ErrorCatalogue;
  readonly names: ParameterNames;
  readonly exchange: Exchange;
  readonly now: Date;
  /** What ended the exchange on our side, if anything did. */
  readonly interruption: 'timeout' | 'aborted' | null;
  readonly censor: Censor;
}

interface Judging extends ReplyContext {
  /** The exchange with the reply itself: for people, where not everything could be read. */
  readonly withReply: () => Exchange;
}

/** What an exchange that got as far as a connection means for the order. */
export function classifyReply(reply: HttpReply | BrokenExchange, context: ReplyContext): OrderOutcome {
  const { censor, exchange, interruption, now } = context;
  const withReply = (): Exchange => ({ ...exchange, rawReply: rawReplyOf(reply, censor) });
  const judging = { ...context, withReply };
  const verdict = judgeHttp(reply, interruption);
  switch (verdict.kind) {
    case 'understood':
      return readOutcome(verdict.reply, judging);
    case 'busy': {
      const delayMs = retryAfterMs(verdict.retryAfter, now);
      return { kind: 'throttled', retryAfterMs: delayMs, errorCode: null, message: null, exchange };
    }
    case 'nothing-said':
      return unknown(verdict.reason, verdict.detail, judging);
    default:
      return assertNever(verdict);
  }
}

/** Null where there is none, or none that people could read. */
function rawReplyOf(reply: HttpReply | BrokenExchange, { whole }: Censor): string | null {
  return reply.kind === 'broken' || reply.encoded ? null : whole(textOf(reply.body));
}

function readOutcome(httpReply: HttpReply, context: Judging): OrderOutcome {
  const reply = parseReply(context.censor.body(httpReply.body), httpReply.framed);
  switch (reply.kind) {
    case 'accepted':
      return {
        kind: 'placed',
        orderNumber: reply.orderNumber,
        paymentOutstanding: reply.code === 1,
        cost: reply.cost,
        certificateId: context.censor.line(reply.certificateId),
        certificateState: context.censor.line(reply.certificateState),
        exchange: reply.unread ? context.withReply() : context.exchange,
      };
    case 'error':
      return errorOutcome(reply, retryAfterMs(httpReply.retryAfter, context.now), context);
    case 'unreadable':
      return unknown('unreadable', `The reply cannot be read (${reply.reason}).`, context);
    default:
      return assertNever(reply);
  }
}

function errorOutcome(error: SectigoError, delayMs: number | null, context: Judging): OrderOutcome {
  const { exchange } = context;
  const { entry, argument, argumentField } = matchError(error, context.catalogue, context.names);
  const errorCode = error.code;
  const message = context.censor.line(error.message);
  switch (entry.disposition) {
    case 'throttle':
      return { kind: 'throttled', retryAfterMs: delayMs, errorCode, message, exchange };
    case 'unknown':
      return { ...unknown('error-code', `Sectigo answered ${errorCode}.`, context), errorCode, message };
    case 'reject':
    case 'hold-queue':
    case 'hold-order':
    case 'fail':
      return {
        kind: 'refused',
        errorCode,
        message,
        entry,
        argument: context.censor.line(argument),
        argumentField,
        exchange,
      };
    default:
      return assertNever(entry.disposition);
  }
}

function unknown(reason: UnknownReason, detail: string, { withReply }: Judging): Unknown {
  return { kind: 'unknown', reason, errorCode: null, message: null, detail, exchange: withReply() };
}
