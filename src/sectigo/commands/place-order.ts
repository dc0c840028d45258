import { sha256 } from '../../shared/canonical-json.js';
import { classifyReply } from './classify-reply.js';
import { loginOf, type UsableCredentials } from '../wire/credentials.js';
import { Deadline } from '../wire/deadline.js';
import { exchange } from '../wire/exchange.js';
import { buildDocumentSigningForm, encodeForm, withoutPassword } from '../wire/form.js';
import { type FormEntries, type FormLogin, type FormResult, type OrderValues } from '../wire/form.js';
import { type NotSent, type NotSentReason, type OrderOutcome } from './outcome.js';
import { type ParameterNames } from '../tables/parameter-names.js';
import { censorOf } from '../wire/safe-text.js';
import { type Wire } from '../wire/wire.js';

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

/** Far above the largest reply that the documentation allows. */
const MOST_REPLY_BYTES = 64 * 1024;
/** The report takes a list of them with commas between. */
const FOREIGN_ORDER_NUMBER = /^[A-Za-z0-9._-]{1,64}$/;

/** `!AutoApplyOrder`: one POST, one typed outcome, and never a second try. */
export async function placeOrder(
  values: OrderValues,
  options: PlaceOrderOptions,
  url: URL,
  wire: Wire,
): Promise<OrderOutcome> {
  const deadline = new Deadline(wire.timeoutMs, options.signal);
  try {
    const login = await wire.credentials();
    if (login.kind === 'unusable') return notSent('credentials-unavailable', login.why, null, deadline);
    const { credentials } = login;
    const form = orderForm(values, options, loginOf(credentials), wire.names);
    if (form.kind === 'faults') return notSent('form-invalid', `${form.faults.join('; ')}.`, null, deadline);
    return await send(form.entries, { url, credentials, wire, deadline, beforeSend: options.beforeSend });
  } finally {
    deadline.clear();
  }
}

function orderForm(
  values: OrderValues,
  { foreignOrderNumber }: PlaceOrderOptions,
  login: FormLogin,
  names: ParameterNames,
): FormResult {
  const form = buildDocumentSigningForm(values, login, names);
  if (foreignOrderNumber === undefined || form.kind === 'faults') return form;
  if (!FOREIGN_ORDER_NUMBER.test(foreignOrderNumber)) {
    return { kind: 'faults', faults: ['foreignOrderNumber has other characters or more than are sent'] };
  }
  return { kind: 'form', entries: [...form.entries, ['foreignOrderNumber', foreignOrderNumber]] };
}

interface Sending {
  readonly url: URL;
  readonly credentials: UsableCredentials;
  readonly wire: Wire;
  readonly deadline: Deadline;
  readonly beforeSend: PlaceOrderOptions['beforeSend'];
}

async function send(
  entries: FormEntries,
  { url, credentials, wire, deadline, beforeSend }: Sending,
): Promise<OrderOutcome> {
  const { connectTimeoutMs, caPem, names, catalogue, clock } = wire;
  const requestDigest = sha256(encodeForm(withoutPassword(entries, names)));
  const route = { url, credentials, connectTimeoutMs, caPem, mostReplyBytes: MOST_REPLY_BYTES, beforeSend };
  const reply = await exchange(entries, route, deadline);
  if (reply.kind === 'not-connected') return notSent(reply.reason, reply.detail, requestDigest, deadline);
  return classifyReply(reply, {
    catalogue,
    names,
    now: clock.now(),
    interruption: deadline.interruption,
    censor: censorOf(credentials),
    exchange: {
      httpStatus: reply.httpStatus,
      durationMs: deadline.elapsedMs(),
      requestDigest,
      replyDigest: reply.kind === 'replied' ? sha256(reply.body) : null,
      rawReply: null,
    },
  });
}

function notSent(
  reason: NotSentReason,
  detail: string,
  requestDigest: string | null,
  deadline: Deadline,
): NotSent {
  const durationMs = deadline.elapsedMs();
  const evidence = { httpStatus: null, durationMs, requestDigest, replyDigest: null, rawReply: null };
  return { kind: 'not-sent', reason, detail, exchange: evidence };
}
