import { type CertificateState, certificateStateOf } from '../tables/certificate-state.js';
import { matchOwnError } from '../tables/error-match.js';
import { type FormLogin, formOf, type FormResult } from '../wire/form.js';
import { ORDER_NUMBER } from '../wire/reply.js';
import { type SafeText } from '../wire/safe-text.js';
import { readTime } from '../wire/values.js';
import { ask, type Reading, type Wire } from './execute.js';
import { type Fields, readStatusReply, type StatusFault, type StatusReply } from './order-status-reply.js';
import { type Asked, type AskOptions } from './outcome.js';

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

interface OrderStatus {
  readonly kind: 'status';
  readonly status: CertificateState;
  /** Sectigo's words: one line, no control characters, at most 200 characters. */
  readonly text: string;
  /** Null if there is none yet, or none that can be read. */
  readonly validity: Validity | null;
  /** Whether there is one that cannot be read. */
  readonly validityUnread: boolean;
}

export type OrderStatusOutcome = Asked<OrderStatus>;

/** Errors by their code, states by their text. */
const STATES_AS_ERRORS: ReadonlyMap<number, { status: CertificateState; text: string }> = new Map([
  [-20, { status: 'rejected', text: 'The certificate request has been rejected!' }],
  [-21, { status: 'revoked', text: 'The certificate has been revoked!' }],
]);

export function orderStatus(
  orderNumber: string,
  { signal }: AskOptions,
  wire: Wire,
): Promise<OrderStatusOutcome> {
  return ask(
    {
      name: '!GetDetailedOrderStatus',
      about: orderNumber,
      form: (login) => statusForm(orderNumber, login),
      // many times what all the details of one order take
      mostReplyBytes: 256 * 1024,
      asksFor: 'status',
      read: ({ body, framed, safe }) => read(body, { framed, orderNumber, safe }),
      match: (error) => matchOwnError(error, wire.catalogue),
      signal,
    },
    wire,
  );
}

/** URL-encoded is asked for, because the names of JSON are published nowhere. */
function statusForm(orderNumber: string, login: FormLogin): FormResult {
  if (!ORDER_NUMBER.test(orderNumber))
    return { kind: 'faults', faults: ['orderNumber is not an order number'] };
  return formOf(login, [
    ['orderNumber', orderNumber],
    ['queryType', '1'],
    ['showValidityPeriod', 'Y'],
    ['responseFormat', '1'],
  ]);
}

function read(body: Uint8Array, context: StatusContext): Reading<OrderStatus> {
  const reply = parseOrderStatus(body, context);
  if (reply.kind === 'status') {
    const unread = reply.status === 'unrecognised' || reply.validityUnread;
    return { kind: 'answer', answer: reply, unread };
  }
  const state = reply.kind === 'error' ? STATES_AS_ERRORS.get(reply.code) : undefined;
  if (reply.kind === 'unreadable' || state === undefined) return reply;
  const text = statusText(context.safe(reply.message)) || state.text;
  const answer = {
    kind: 'status',
    status: state.status,
    text,
    validity: null,
    validityUnread: false,
  } as const;
  return { kind: 'answer', answer, unread: false };
}

export interface StatusContext {
  /** Whether HTTP proves the body to be whole. */
  readonly framed: boolean;
  /** The one asked for. */
  readonly orderNumber: string;
  readonly safe: SafeText;
}

type StatusVerdict = OrderStatus | Exclude<StatusReply, { kind: 'rows' }>;

/** The likeliest spellings first, what a person would read before what a program would: sources are in README.md. */
export const CERTIFICATE_STATUS = [
  'certificatestatusdesc',
  'certificatestatusdescription',
  'statusdesc',
  'certificatestatus',
  'certificatestate',
  'status',
];
export const ORDER_STATUS = ['orderstatusdesc', 'orderstatus'];
export const NOT_BEFORE = ['notbefore', 'validfrom'];
export const NOT_AFTER = ['notafter', 'validto'];
const MOST_CHARACTERS = 200;

/** What the reply says of this order, or why it says nothing that can be relied on. */
export function parseOrderStatus(body: Uint8Array, context: StatusContext): StatusVerdict {
  const reply = readStatusReply(body, context.framed);
  if (reply.kind !== 'rows') return reply;
  const [row, ...others] = reply.rows.filter(({ fields }) => isOf(fields, context.orderNumber));
  if (row === undefined) return unreadable('another-order');
  if (others.length > 0) return unreadable('contradictory');
  if (row.items.some((item) => item.has('ordernumber') && !isOf(item, context.orderNumber))) {
    return unreadable('another-order');
  }
  const certificate = newestCertificate(row.items);
  if (certificate === 'contradictory') return unreadable(certificate);
  const said =
    valuesOf(certificate, CERTIFICATE_STATUS) ??
    valuesOf(row.fields, CERTIFICATE_STATUS) ??
    valuesOf(row.fields, ORDER_STATUS);
  if (said === null) return unreadable('status-missing');
  return statusOf(said, validityIn([certificate, row.fields]), context);
}

function unreadable(reason: StatusFault): StatusVerdict {
  return { kind: 'unreadable', reason };
}

function isOf(fields: Fields, orderNumber: string): boolean {
  return fields.get('ordernumber')?.trim() === orderNumber;
}

/** Of several certificates the one with the highest id: the first was replaced by the others. */
function newestCertificate(items: readonly Fields[]): Fields | 'contradictory' {
  const known = items.filter((item) => (item.get('certificateid') ?? '') !== '');
  const certificates =
    known.length > 0 ? known : items.filter((item) => valuesOf(item, CERTIFICATE_STATUS) !== null);
  if (certificates.length <= 1) return certificates[0] ?? new Map<string, string>();
  const ids = certificates.map((item) => item.get('certificateid') ?? '');
  if (new Set(ids).size < ids.length || !ids.every((id) => /^\d{1,18}$/.test(id))) return 'contradictory';
  return certificates.reduce((one, other) => (idOf(other) > idOf(one) ? other : one));
}

function idOf(certificate: Fields): bigint {
  return BigInt(certificate.get('certificateid') ?? '');
}

function valuesOf(fields: Fields, names: readonly string[]): readonly string[] | null {
  const values = names.map((name) => fields.get(name)?.trim() ?? '').filter((value) => value !== '');
  return values.length === 0 ? null : values;
}

/** Words that mean different things decide nothing. */
function statusOf(
  said: readonly string[],
  validity: Pick<OrderStatus, 'validity' | 'validityUnread'>,
  { safe }: StatusContext,
): StatusVerdict {
  const states = new Set(said.map(certificateStateOf).filter((state) => state !== null));
  if (states.size > 1) return unreadable('contradictory');
  const [status = 'unrecognised'] = states;
  const text = statusText(safe(said[0] ?? null));
  return text === '' ? unreadable('status-missing') : { kind: 'status', status, text, ...validity };
}

function statusText(words: string | null): string {
  return [...(words ?? '')].slice(0, MOST_CHARACTERS).join('');
}

/** Of the first that has one. */
function validityIn(places: readonly Fields[]): Pick<OrderStatus, 'validity' | 'validityUnread'> {
  const [validity = null] = places.map(validityOf).filter((found) => found !== null);
  const given = places.some((fields) => valuesOf(fields, [...NOT_BEFORE, ...NOT_AFTER]) !== null);
  return { validity, validityUnread: given && validity === null };
}

function validityOf(fields: Fields): Validity | null {
  const [notBefore] = valuesOf(fields, NOT_BEFORE) ?? [];
  const [notAfter] = valuesOf(fields, NOT_AFTER) ?? [];
  const from = readTime(notBefore ?? '')?.at;
  const to = readTime(notAfter ?? '')?.at;
  return from && to && from < to ? { notBefore: from, notAfter: to } : null;
}
