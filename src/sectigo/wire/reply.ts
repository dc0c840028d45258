import { type SectigoError } from '../tables/error-match.js';
import { type AmountRange, readAmount } from './values.js';
import { valuesIn } from './named-values.js';
import { bytesOf, decodeText, decodeValue } from './reply-text.js';

export interface ErrorReply extends SectigoError {
  readonly kind: 'error';
}

/** What a reply says. `accepted` only ever means: code 0 or 1 together with an order number. */
export type Reply =
  | {
      readonly kind: 'accepted';
      /** 0: the account was debited; 1: payment is still required. Both are orders. */
      readonly code: 0 | 1;
      readonly orderNumber: string;
      readonly cost: string | null;
      readonly certificateId: string | null;
      readonly certificateState: string | null;
      /** Whether it has a value that could not be read. */
      readonly unread: boolean;
    }
  | ErrorReply
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

export type UnreadableReason =
  'empty' | 'not-a-reply' | 'contradictory' | 'code-missing' | 'code-unknown' | 'order-number-missing';

/** The named values of a reply in any format. */
interface ReplyFields {
  readonly code: string | null;
  readonly orderNumber: string | null;
  readonly cost: string | null;
  readonly certificateId: string | null;
  readonly certificateState: string | null;
  readonly message: string | null;
  readonly item: string | null;
  /** Whether something in it may be an order's number, even one that cannot be read. */
  readonly namesAnOrder: boolean;
}

/** Spellings in lower case, the likeliest first: sources are listed in README.md. */
export const SPELLINGS = {
  code: ['errorcode'],
  orderNumber: ['ordernumber'],
  cost: ['totalcost', 'cost', 'amount'],
  certificateId: ['certificateid'],
  certificateState: ['certificatestate', 'certificatestatus'],
  message: ['errormessage'],
  item: ['erroritem'],
} as const satisfies Record<Exclude<keyof ReplyFields, 'namesAnOrder'>, readonly string[]>;

const NO_FIELDS: ReplyFields = {
  code: null,
  orderNumber: null,
  cost: null,
  certificateId: null,
  certificateState: null,
  message: null,
  item: null,
  namesAnOrder: false,
};

export const INTEGER = /^(?:0|-?[1-9][0-9]{0,5})$/;
export const ORDER_NUMBER = /^[1-9][0-9]{0,17}$/;
/** Of a price: 9999999999.99 is the highest. */
const PRICE: AmountRange = { unitDigits: 10, decimals: 2 };
export const CERTIFICATE_ID = /^[A-Za-z0-9]{1,64}$/;
export const MOST_LINES = 8;

/**
 * Reads the body of an HTTP 200 reply in either format, whichever was requested: the documentation itself is of two
 * minds about the format of errors. `framed` tells whether HTTP proves the body to be whole (by a length or by
 * chunks). Where it ends with the connection, the last value may be cut short, and half an order number is a wrong one.
 */
export function parseReply(body: Uint8Array, framed = true): Reply {
  const raw = bytesOf(body);
  const text = trim(raw);
  if (text === '') return unreadable('empty');
  const whole = framed || /[\r\n]$/.test(raw);
  const lines = text.split(/\r\n|\r|\n/).map(trim);
  const fields = INTEGER.test(lines[0] ?? '') ? fieldsOfLines(lines, whole) : fieldsOfValues(text, whole);
  return typeof fields === 'string' ? unreadable(fields) : replyOf(fields);
}

/** Of ASCII blanks only: to `String.trim`, the last byte of an `à` in UTF-8 is one as well. */
export function trim(bytes: string): string {
  return bytes.replace(/^[\t\n\v\f\r ]+|[\t\n\v\f\r ]+$/g, '');
}

function unreadable(reason: UnreadableReason): Reply {
  return { kind: 'unreadable', reason };
}

function replyOf(fields: ReplyFields): Reply {
  if (fields.code === null || !INTEGER.test(fields.code)) return unreadable('code-missing');
  const code = Number(fields.code);
  const orderNumber = matching(ORDER_NUMBER, fields.orderNumber);
  if (code < 0) {
    // A refusal that names an order may well be an order: that is for a person to find out.
    if (orderNumber !== null || fields.namesAnOrder) return unreadable('contradictory');
    return { kind: 'error', code, message: fields.message, item: fields.item };
  }
  // Only 0 and 1 are documented. Any other may be an undocumented kind of order.
  if (code !== 0 && code !== 1) return unreadable('code-unknown');
  if (orderNumber === null) return unreadable('order-number-missing');
  const cost = moneyOf(fields.cost);
  const certificateId = matching(CERTIFICATE_ID, fields.certificateId);
  const unread =
    (cost === null && isGiven(fields.cost)) || (certificateId === null && isGiven(fields.certificateId));
  const { certificateState } = fields;
  return { kind: 'accepted', code, orderNumber, cost, certificateId, certificateState, unread };
}

function isGiven(value: string | null): boolean {
  return (value ?? '') !== '';
}

/** Format 1: `errorCode=0&orderNumber=3040824&totalCost=210.00`, and the same as JSON. */
function fieldsOfValues(text: string, whole: boolean): ReplyFields | UnreadableReason {
  const values = valuesIn(text, whole);
  if (typeof values === 'string') return values;
  const fieldEntries = Object.entries(SPELLINGS).map(([field, spellings]) => [
    field,
    spellings.map((spelling) => values.values.get(spelling)).find(Boolean) ?? null,
  ]);
  const { namesAnOrder } = values;
  return { ...NO_FIELDS, ...(Object.fromEntries(fieldEntries) as Partial<ReplyFields>), namesAnOrder };
}

/** Format 0: code; then order number, cost, delivery time (ignored), certificate id, state; or else a message. */
function fieldsOfLines(lines: readonly string[], whole: boolean): ReplyFields | UnreadableReason {
  if (lines.length > MOST_LINES) return 'not-a-reply';
  const [code, second = null, third = null, , fifth = null, sixth = null] = whole
    ? lines
    : lines.slice(0, -1);
  if (code === undefined) return 'code-missing';
  if (code.startsWith('-')) {
    const prose = lines.slice(1).filter((line) => line !== '');
    const message = prose.length === 0 ? null : proseOf(prose.join(' '));
    return { ...NO_FIELDS, code, orderNumber: lines[1] ?? null, message };
  }
  const fields = { ...NO_FIELDS, code, orderNumber: second, cost: third };
  // A lone fifth line is the id if it is a number; anything else may be the id, the state or a unique value.
  if (sixth === null) return { ...fields, certificateId: matching(/^[0-9]+$/, fifth) };
  return { ...fields, certificateId: fifth, certificateState: sixth === '' ? null : decodeText(sixth) };
}

/** Some errors come URL-encoded even as lines: no blanks, but the traces of the encoding. */
function proseOf(line: string): string {
  return /^\S+$/.test(line) && /\+|%[0-9A-Fa-f]{2}/.test(line) ? decodeValue(line) : decodeText(line);
}

/** What an order costs, as a decimal string. */
export function moneyOf(value: string | null): string | null {
  return value?.startsWith('-') === true ? null : readAmount(value, PRICE);
}

export function matching(pattern: RegExp, value: string | null): string | null {
  return value !== null && pattern.test(value) ? value : null;
}
