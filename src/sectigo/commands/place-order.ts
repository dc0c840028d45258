import { sha256 } from '../../shared/canonical-json.js';
import { matchError } from '../tables/error-match.js';
import { encodeForm, type FormResult } from '../wire/form.js';
import { parseReply } from '../wire/reply.js';
import { type Command, execute, type Executed, type Reading, type ReplyBody } from './execute.js';
import { type Wire } from './execute.js';
import { rawReplyOf, type Sent } from './sent.js';
import { buildDocumentSigningForm, type OrderValues, withoutPassword } from './order-form.js';
import { type NoAnswer, type Refused } from './outcome.js';

export interface PlaceOrderOptions {
  readonly signal?: AbortSignal | undefined;
  /** Asked when the connection is ready, before the first byte: unless it says true, nothing is sent. */
  readonly beforeSend?: (() => Promise<boolean>) | undefined;
  /**
   * An id of ours that Sectigo's report finds the order by. Sectigo has not confirmed it for document signing and
   * refuses an unknown argument with -2, so a client sends it only where it was told to.
   */
  readonly foreignOrderNumber?: string | undefined;
}

/** Evidence of one exchange, safe to store and to show: the digest of the request leaves the password out. */
export interface Exchange {
  /** Null when no reply began. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** SHA-256 of the form without the password; null when no form was made. */
  readonly requestDigest: string | null;
  /** SHA-256 of the body; null when none arrived in full. */
  readonly replyDigest: string | null;
  /** The reply itself, without our login, where not everything in it could be read; at most 64 KiB. */
  readonly rawReply: string | null;
  /** Whether HTTP proves that reply to be whole; null where none is kept. */
  readonly rawReplyFramed: boolean | null;
}

export interface Placed {
  readonly kind: 'placed';
  readonly orderNumber: string;
  /** Code 1: Sectigo has the order and waits for money. */
  readonly paymentOutstanding: boolean;
  /** A decimal string in the currency of the account, or null when the reply gives no readable amount. */
  readonly cost: string | null;
  readonly certificateId: string | null;
  readonly certificateState: string | null;
}

/** Sectigo refuses the order, or only our id in it. */
interface OrderRefused extends Refused {
  readonly refusesOurNumber?: true;
}

export type OrderOutcome = (Placed | OrderRefused | Exclude<NoAnswer, Refused>) & {
  readonly exchange: Exchange;
};

const OUR_NUMBER = 'foreignOrderNumber';
const UNRECOGNISED_ARGUMENT = -2;
/** The report takes a list of them with commas between. */
const FOREIGN_ORDER_NUMBER = /^[A-Za-z0-9._-]{1,64}$/;

/** One POST, one typed outcome, and never a second try. */
export async function placeOrder(
  values: OrderValues,
  options: PlaceOrderOptions,
  wire: Wire,
): Promise<OrderOutcome> {
  const executed = await execute(orderCommand(values, options, wire), wire);
  return withEvidence(executed, wire, options.foreignOrderNumber !== undefined);
}

export function orderCommand(
  values: OrderValues,
  { signal, beforeSend, foreignOrderNumber }: PlaceOrderOptions,
  { names, catalogue }: Pick<Wire, 'names' | 'catalogue'>,
): Command<Placed> {
  return {
    name: '!AutoApplyOrder',
    form: (login) => orderForm(buildDocumentSigningForm(values, login, names), foreignOrderNumber),
    // far above the largest reply that the documentation allows
    mostReplyBytes: 64 * 1024,
    asksFor: 'reply',
    read,
    match: (error) => matchError(error, catalogue, names),
    signal,
    beforeSend,
  };
}

function orderForm(form: FormResult, foreignOrderNumber: string | undefined): FormResult {
  if (foreignOrderNumber === undefined || form.kind === 'faults') return form;
  if (!FOREIGN_ORDER_NUMBER.test(foreignOrderNumber)) {
    return { kind: 'faults', faults: ['foreignOrderNumber has other characters or more than are sent'] };
  }
  return { kind: 'form', entries: [...form.entries, [OUR_NUMBER, foreignOrderNumber]] };
}

function read({ body, framed, safe }: ReplyBody): Reading<Placed> {
  const reply = parseReply(body, framed);
  if (reply.kind !== 'accepted') return reply;
  const { code, orderNumber, cost, certificateId, certificateState, unread } = reply;
  const placed: Placed = {
    kind: 'placed',
    orderNumber,
    paymentOutstanding: code === 1,
    cost,
    certificateId: safe(certificateId),
    certificateState: safe(certificateState),
  };
  return { kind: 'answer', answer: placed, unread };
}

/** The reply itself is evidence where not everything could be read. */
export function withEvidence(
  { outcome, sent }: Executed<Placed>,
  { names }: Pick<Wire, 'names'>,
  carriesOurNumber = false,
): OrderOutcome {
  const { entries, reply, durationMs } = sent;
  const exchange: Exchange = {
    httpStatus: reply?.httpStatus ?? null,
    durationMs,
    requestDigest: entries && sha256(encodeForm(withoutPassword(entries, names))),
    replyDigest: reply?.kind === 'replied' ? sha256(reply.body) : null,
    rawReply: null,
    rawReplyFramed: null,
  };
  const withReply = (): Exchange => {
    const rawReply = rawReplyOf(sent);
    return { ...exchange, rawReply, rawReplyFramed: rawReply === null ? null : isFramed(sent) };
  };
  if (outcome.kind === 'answer') {
    return { ...outcome.answer, exchange: outcome.unread ? withReply() : exchange };
  }
  if (outcome.kind === 'refused') {
    const isOurs = carriesOurNumber && isAboutOurNumber(outcome);
    return { ...outcome, ...(isOurs && { refusesOurNumber: true }), exchange };
  }
  return { ...outcome, exchange: outcome.kind === 'unknown' ? withReply() : exchange };
}

/** An unknown argument that is ours, or that Sectigo does not name: all other names are published. */
function isAboutOurNumber({ errorCode, argument }: Refused): boolean {
  return errorCode === UNRECOGNISED_ARGUMENT && [OUR_NUMBER, null].includes(argument);
}

function isFramed({ reply }: Sent): boolean {
  return reply?.kind === 'replied' && reply.framed;
}
