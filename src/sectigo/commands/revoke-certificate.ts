import { matchErrorWithoutOrder } from '../tables/error-match.js';
import { parseCommandReply } from '../wire/command-reply.js';
import { formOf, type FormLogin, type FormResult } from '../wire/form.js';
import { ORDER_NUMBER } from '../wire/reply.js';
import { execute, type Reading, type ReplyBody, type Wire } from './execute.js';
import { type AskOptions, type NoAnswer } from './outcome.js';

/** RFC 5280's reasons as far as Sectigo takes them: unspecified, key compromise, affiliation changed, superseded, cessation. */
export type RevocationReasonCode = 0 | 1 | 3 | 4 | 5;

export interface RevocationRequest {
  readonly orderNumber: string;
  readonly reasonCode: RevocationReasonCode;
  /** For Sectigo's files only; up to 1,024 characters. */
  readonly reason: string;
  /** Asks Sectigo to revoke nothing in earnest. */
  readonly test: boolean;
}

/** Sectigo's number and words, where the kind says all the rest. */
interface Said {
  readonly errorCode: number;
  readonly message: string | null;
}

type Answer =
  | { readonly kind: 'revoked' }
  | ({ readonly kind: 'already-revoked' | 'already-rejected' } & Said)
  /** It is being issued: later it can be revoked. */
  | ({ readonly kind: 'busy' } & Said)
  /** There is nothing left to revoke. */
  | ({ readonly kind: 'expired' } & Said);

/**
 * `revoked` of a certificate that was not issued yet means that the order is rejected: the reply does not tell which.
 * A repeat is safe after every outcome: what has been done already says so.
 */
export type RevocationOutcome = Answer | NoAnswer;

const MOST_REASON = 1_024;

/** The meaning of these codes for a revocation, which may differ from orders (-35 also means something for an order). */
const STATES: ReadonlyMap<number, 'already-rejected' | 'already-revoked' | 'busy' | 'expired'> = new Map([
  [-20, 'already-rejected'],
  [-21, 'already-revoked'],
  // the old form of -26
  [-23, 'busy'],
  [-26, 'busy'],
  [-35, 'expired'],
]);

export async function revokeCertificate(
  request: RevocationRequest,
  { signal }: AskOptions,
  wire: Wire,
): Promise<RevocationOutcome> {
  const { outcome } = await execute<Answer>(
    {
      name: '!autoRevokeCertificate',
      about: request.orderNumber,
      form: (login) => revocationForm(request, login),
      mostReplyBytes: 64 * 1024,
      asksFor: 'reply',
      read,
      match: (error) => matchErrorWithoutOrder(error, wire.catalogue),
      signal,
    },
    wire,
  );
  return outcome.kind === 'answer' ? outcome.answer : outcome;
}

function revocationForm(
  { orderNumber, reasonCode, reason, test }: RevocationRequest,
  login: FormLogin,
): FormResult {
  if (!ORDER_NUMBER.test(orderNumber))
    return { kind: 'faults', faults: ['orderNumber is not an order number'] };
  if ([...reason].length > MOST_REASON)
    return { kind: 'faults', faults: ['revocationReason is longer than is sent'] };
  return formOf(login, [
    ['orderNumber', orderNumber],
    ['codeReason', String(reasonCode)],
    ['revocationReason', reason],
    ['test', test ? 'Y' : null],
    ['responseFormat', '1'],
  ]);
}

function read({ body, framed, safe }: ReplyBody): Reading<Answer> {
  const reply = parseCommandReply(body, framed);
  if (reply.kind === 'done') return { kind: 'answer', answer: { kind: 'revoked' }, unread: false };
  const state = reply.kind === 'error' ? STATES.get(reply.code) : undefined;
  if (reply.kind === 'unreadable' || state === undefined) return reply;
  const { code: errorCode, message } = reply;
  return { kind: 'answer', answer: { kind: state, errorCode, message: safe(message) }, unread: false };
}
