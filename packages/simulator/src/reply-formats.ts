import { type ErrorReply } from './error-rows.js';
import { dressed, type FieldDress, type Pair, writePairs } from './field-dress.js';

/** 0 plain lines, 1 URL-encoded, 2 JSON: the values of the `responseFormat` argument, of which no command has all. */
export type ReplyFormat = 0 | 1 | 2;

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

const CONTENT_TYPES = {
  0: 'text/plain',
  1: 'application/x-www-form-urlencoded',
  2: 'application/json',
} as const;

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

export interface StatusReply {
  readonly order: Readonly<Record<string, string>>;
  /** Null when it was not asked for. */
  readonly certificate: Readonly<Record<string, string>> | null;
}

/** `1_` is the one order, `1_1_` its certificate; JSON nests them, in a shape that is assumed. */
export function statusReply({ order, certificate }: StatusReply, format: ReplyFormat): Reply {
  if (format === 2) {
    const certificates = certificate === null ? {} : { certificates: [certificate] };
    const json = { errorCode: 0, orders: [{ ...order, ...certificates }] };
    return bodyReply(200, CONTENT_TYPES[2], JSON.stringify(json));
  }
  const numbered = (fields: Readonly<Record<string, string>>, number: string): [string, string][] =>
    Object.entries(fields).map(([name, value]) => [`${number}_${name}`, value]);
  return write([['errorCode', '0'], ...numbered(order, '1'), ...numbered(certificate ?? {}, '1_1')], format);
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
export function balanceReply(balance: BalanceReply, format: ReplyFormat, fields: FieldDress): Reply {
  const pairs: Pair[] = [
    ['errorCode', '0'],
    ['accountID', balance.accountId],
    ['currency', balance.currency],
    ['availableCredit', balance.amount],
    ['hardCreditLimit', balance.creditLimit],
  ];
  return write(format === 0 ? pairs : dressed(pairs, fields), format);
}

/** Two lines, or `errorCode`, `errorItem` where an argument is named, `errorMessage`. */
export function errorReply(error: ErrorReply, format: ReplyFormat): Reply {
  const pairs: [string, string | null][] = [
    ['errorCode', String(error.code)],
    ['errorItem', format === 0 ? null : error.item],
    ['errorMessage', error.message],
  ];
  return write(pairs, format);
}

/** Refusals too come with HTTP 200: the code is in the body only. */
function write(pairs: readonly (readonly [string, string | null])[], format: ReplyFormat): Reply {
  const given = pairs.filter((pair): pair is Pair => pair[1] !== null);
  return bodyReply(200, CONTENT_TYPES[format], written(given, format));
}

function written(pairs: readonly Pair[], format: ReplyFormat): string {
  switch (format) {
    case 0:
      return pairs.map(([, value]) => `${value}\n`).join('');
    case 1:
      return writePairs(pairs);
    case 2:
      return JSON.stringify(
        Object.fromEntries(pairs.map(([name, value]) => [name, codeAsNumber(name, value)])),
      );
  }
}

function codeAsNumber(name: string, value: string): string | number {
  return name === 'errorCode' ? Number(value) : value;
}

export function bodyReply(
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers: { 'content-type': contentType, ...headers }, body: Buffer.from(text) };
}
