import { type ErrorReply } from './error-rows.js';

/** 0 plain lines, 1 URL-encoded: the values of the `responseFormat` argument. */
export type ReplyFormat = 0 | 1;

export interface OrderReply {
  readonly code: 0 | 1;
  readonly orderNumber: number;
  readonly cost: string;
  readonly expectedDeliveryTime: string;
  /** Null when not asked for. */
  readonly certificateId: string | null;
  readonly certificateState: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const CONTENT_TYPES = { 0: 'text/plain', 1: 'application/x-www-form-urlencoded' } as const;

export function orderReply(order: OrderReply, format: ReplyFormat): Reply {
  const pairs: [string, string | null][] = [
    ['errorCode', String(order.code)],
    ['orderNumber', String(order.orderNumber)],
    ['totalCost', order.cost],
    ['expectedDeliveryTime', order.expectedDeliveryTime],
    ['certificateID', order.certificateId],
    ['certificateState', order.certificateState],
  ];
  return write(pairs, format);
}

/** Of a command that has nothing to tell. */
export function doneReply(format: ReplyFormat): Reply {
  return write([['errorCode', '0']], format);
}

export interface BalanceReply {
  readonly accountId: string;
  readonly currency: string;
  readonly amount: string;
  readonly creditLimit: string;
}

/** The order of the lines is published, the names are assumed. */
export function balanceReply(balance: BalanceReply, format: ReplyFormat): Reply {
  const pairs: [string, string][] = [
    ['errorCode', '0'],
    ['accountID', balance.accountId],
    ['currency', balance.currency],
    ['availableCredit', balance.amount],
    ['hardCreditLimit', balance.creditLimit],
  ];
  return write(pairs, format);
}

/** Two lines, or `errorCode`, `errorItem` where an argument is named, `errorMessage`. */
export function errorReply(error: ErrorReply, format: ReplyFormat): Reply {
  const pairs: [string, string | null][] = [
    ['errorCode', String(error.code)],
    ['errorItem', format === 1 ? error.item : null],
    ['errorMessage', error.message],
  ];
  return write(pairs, format);
}

/** Refusals too come with HTTP 200: the code is in the body only. */
function write(pairs: readonly [string, string | null][], format: ReplyFormat): Reply {
  const given = pairs.filter((pair): pair is [string, string] => pair[1] !== null);
  const text =
    format === 1 ? new URLSearchParams(given).toString() : given.map(([, value]) => `${value}\n`).join('');
  return bodyReply(200, CONTENT_TYPES[format], text);
}

export function bodyReply(
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers: { 'content-type': contentType, ...headers }, body: Buffer.from(text) };
}
