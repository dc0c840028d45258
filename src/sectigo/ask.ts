import { assertNever } from '../shared/assert-never.js';
import { type AskFailed, type AskFailure, type AskRefused, type AskThrottled } from './ask-outcome.js';
import { loginOf, redactor } from './credentials.js';
import { Deadline } from './deadline.js';
import { matchError, type SectigoError } from './error-match.js';
import { exchange } from './exchange.js';
import { type FormLogin, type FormResult } from './form.js';
import { judgeHttp } from './http-verdict.js';
import { type HttpReply } from './post-form.client.js';
import { type ParameterNames } from './parameter-names.js';
import { sanitiseText } from './reply-text.js';
import { retryAfterMs } from './retry-after.js';
import { type Wire } from './wire.js';

export interface Question {
  readonly url: URL;
  readonly wire: Wire;
  readonly signal: AbortSignal | undefined;
  readonly mostReplyBytes: number;
  readonly form: (login: FormLogin) => FormResult;
}

/** A whole, plain HTTP 200: Sectigo speaking. */
export interface Answer {
  readonly kind: 'answered';
  readonly reply: HttpReply;
  /** Removes our password, should Sectigo ever quote it. */
  readonly redact: (text: string) => string;
}

/** A command that changes nothing, once: one form, one connection, one deadline. */
export async function ask({
  url,
  wire,
  signal,
  mostReplyBytes,
  form,
}: Question): Promise<Answer | AskThrottled | AskFailed> {
  const deadline = new Deadline(wire.timeoutMs, signal);
  try {
    const credentials = await wire.credentials();
    if (credentials === null) return failed('credentials-unavailable', 'The credentials could not be read.');
    const filled = form(loginOf(credentials));
    if (filled.kind === 'faults') return failed('form-invalid', `${filled.faults.join('; ')}.`);
    const { connectTimeoutMs, caPem } = wire;
    const route = { url, credentials, connectTimeoutMs, caPem, mostReplyBytes };
    const reply = await exchange(filled.entries, route, deadline);
    if (reply.kind === 'not-connected') return failed(reply.reason, reply.detail);
    const verdict = judgeHttp(reply, deadline.interruption);
    switch (verdict.kind) {
      case 'busy': {
        const delayMs = retryAfterMs(verdict.retryAfter, wire.clock.now());
        return { kind: 'throttled', retryAfterMs: delayMs, errorCode: null, message: null };
      }
      case 'nothing-said':
        return failed(verdict.reason, verdict.detail);
      case 'spoken':
        return { kind: 'answered', reply: verdict.reply, redact: redactor(credentials) };
      default:
        return assertNever(verdict);
    }
  } finally {
    deadline.clear();
  }
}

export function failed<R extends string = AskFailure>(
  reason: R,
  detail: string,
): { readonly kind: 'failed'; readonly reason: R; readonly detail: string } {
  return { kind: 'failed', reason, detail };
}

/** What an error means for a question. */
export function errorAnswer(
  error: SectigoError,
  { reply, redact }: Answer,
  { catalogue, clock }: Wire,
): AskRefused | AskThrottled | AskFailed {
  const clean = (text: string | null): string | null => sanitiseText(text === null ? null : redact(text));
  const { entry, argument } = matchError(error, catalogue, NO_FIELDS_OF_CALLERS);
  const errorCode = error.code;
  const message = clean(error.message);
  switch (entry.disposition) {
    case 'throttle': {
      const delayMs = retryAfterMs(reply.retryAfter, clock.now());
      return { kind: 'throttled', retryAfterMs: delayMs, errorCode, message };
    }
    case 'unknown':
      return failed('error-code', `Sectigo answered ${errorCode}.`);
    case 'reject':
    case 'hold-queue':
    case 'hold-order':
    case 'fail':
      return { kind: 'refused', errorCode, message, entry, argument: clean(argument) };
    default:
      return assertNever(entry.disposition);
  }
}

/** Every argument of a question is ours, also those with a name that an order has for a field of the caller. */
const NO_FIELDS_OF_CALLERS: ParameterNames = {
  isEnabled: () => false,
  wireNameOf: (name) => name,
  parameterOf: () => null,
};
