import {
  CERTIFICATE_ID,
  type ErrorReply,
  matching,
  moneyOf,
  ORDER_NUMBER,
  parseReply,
  trim,
} from '../wire/reply.js';
import { bytesOf, decodeText, decodeValue } from '../wire/reply-text.js';
import { type SafeText } from '../wire/safe-text.js';
import { readTime } from '../wire/values.js';
import { fieldsOfJson } from './report-json.js';

/** An order as Sectigo's report has it. Texts are fit to be stored and shown: one line, no run of blanks. */
export interface ReportedOrder {
  readonly orderNumber: string;
  /** By Sectigo's clock, as UTC where it names no zone; null where it names no moment. */
  readonly placedAt: Date | null;
  readonly status: string | null;
  readonly organizationName: string | null;
  readonly organizationalUnitName: string | null;
  readonly streetAddress1: string | null;
  readonly localityName: string | null;
  readonly stateOrProvinceName: string | null;
  readonly postalCode: string | null;
  readonly countryName: string | null;
  /** Of the order's first item. */
  readonly certificateId: string | null;
  /** A decimal string in the currency of the account. */
  readonly cost: string | null;
  /** Fields that cannot be read, as they are written. */
  readonly unreadable: { readonly [Name in 'placedAt' | 'certificateId' | 'cost']?: string };
}

/** As many rows as its own numbers announce, each with an order number. */
export interface WholePage {
  readonly kind: 'page';
  readonly rows: readonly ReportedOrder[];
  /** `noOfResults`: of the page or of the whole report, which is documented nowhere. */
  readonly announced: number;
}

export type ReportPage = WholePage | ErrorReply | { readonly kind: 'unreadable'; readonly reason: PageFault };

type PageFault =
  | 'empty'
  | 'not-framed'
  | 'not-a-report'
  | 'contradictory'
  | 'code-unknown'
  | 'count-missing'
  | 'row-unreadable'
  | 'rows-missing';

export interface PageContext {
  /** Whether HTTP proves the body to be whole. */
  readonly framed: boolean;
  /**
   * The first and the last result that were asked for, counted from 1. A page after the first has to ask for fewer
   * results than lie before it, or `noOfResults` could mean two things.
   */
  readonly first: number;
  readonly last: number;
  readonly safe: SafeText;
}

type Fields = ReadonlyMap<string, string>;

/** As in `reply.ts`, with the underscores of `1_orderNumber`. */
// eslint-disable-next-line no-control-regex
const PAIR = /^([A-Za-z0-9_]+)=([^<>\u0000-\u001f\u007f]*)$/;
const ROW_FIELD = /^([1-9][0-9]{0,6})_(.+)$/;
const COUNT = /^(?:0|[1-9][0-9]{0,8})$/;

/**
 * Reads the body of an HTTP 200 reply to `!WebHostReport`. A list that is not whole is no list: an order that is missing
 * from it would be taken for one that was never placed, and bought again.
 */
export function parseReportPage(body: Uint8Array, context: PageContext): ReportPage {
  const reply = parseReply(body, context.framed);
  if (reply.kind === 'error') return reply;
  const text = trim(bytesOf(body));
  if (text === '') return unreadable('empty');
  // truncated JSON does not parse, so JSON proves itself to be complete
  const isJson = text.startsWith('{');
  if (!context.framed && !isJson) return unreadable('not-framed');
  const fields = isJson ? fieldsOfJson(decodeText(text)) : fieldsOf(text);
  if (typeof fields === 'string') return unreadable(fields);
  return pageOf(fields, context);
}

function unreadable(reason: PageFault): ReportPage {
  return { kind: 'unreadable', reason };
}

/** Names in lower case; a name that comes twice has no one value. */
function fieldsOf(text: string): Fields | PageFault {
  const fields = new Map<string, string>();
  for (const segment of text.split('&')) {
    if (segment === '') continue;
    const [, name, value] = PAIR.exec(segment) ?? [];
    if (name === undefined || value === undefined) return 'not-a-report';
    const key = name.toLowerCase();
    if (fields.has(key)) return 'contradictory';
    fields.set(key, decodeValue(value));
  }
  return fields;
}

function pageOf(fields: Fields, context: PageContext): ReportPage {
  // The documentation of other commands has the one spelling, the only known client of this one the other.
  const codes = [fields.get('errorcode'), fields.get('error_code')].filter((code) => code !== undefined);
  if (codes.length !== 1 || codes[0] !== '0') return unreadable('code-unknown');
  const count = matching(COUNT, fields.get('noofresults') ?? null);
  if (count === null) return unreadable('count-missing');
  const rowFields = rowFieldsOf(fields);
  if (rowFields === null) return unreadable('not-a-report');
  const fault = faultOfNumbers([...rowFields.keys()], Number(count), fields, context);
  if (fault !== null) return unreadable(fault);
  const rows = [...rowFields.values()].map((row) => rowOf(row, context.safe));
  const readable = rows.filter((row) => row !== null);
  if (readable.length < rows.length) return unreadable('row-unreadable');
  return { kind: 'page', rows: readable, announced: Number(count) };
}

/** Row number → the row's fields, in the order of the numbers; null if a name begins like a row number but is not one. */
function rowFieldsOf(fields: Fields): ReadonlyMap<number, Fields> | null {
  const rows = new Map<number, Map<string, string>>();
  for (const [key, value] of fields) {
    if (!/^[0-9_]/.test(key)) continue;
    const [, rowNumber, name] = ROW_FIELD.exec(key) ?? [];
    if (rowNumber === undefined || name === undefined) return null;
    const row = rows.get(Number(rowNumber)) ?? new Map<string, string>();
    rows.set(Number(rowNumber), row.set(name, value));
  }
  return new Map([...rows].sort(([one], [other]) => one - other));
}

/**
 * Rows are numbered from 1 or from the first result asked for, and `noOfResults` counts the page or the whole report:
 * neither is documented, so both are taken. A number that reaches the first result asked for can only be the whole's,
 * as the page asks for fewer.
 */
function faultOfNumbers(
  rowNumbers: readonly number[],
  announced: number,
  fields: Fields,
  { first, last }: PageContext,
): PageFault | null {
  const rowCount = rowNumbers.length;
  const start = rowNumbers[0] ?? 1;
  if (start !== 1 && start !== first) return 'rows-missing';
  if (rowNumbers.some((rowNumber, index) => rowNumber !== start + index)) return 'rows-missing';
  if (rowCount > last - first + 1) return 'contradictory';
  const expected = announced < first ? announced : Math.min(announced, last) - first + 1;
  if (rowCount !== expected) return 'rows-missing';
  const stated = (name: string, allowed: readonly number[]): boolean =>
    !fields.has(name) || allowed.map(String).includes(fields.get(name) ?? '');
  if (rowCount === 0) return null;
  const consistent = stated('firstresultno', [first]) && stated('lastresultno', [last, first + rowCount - 1]);
  return consistent ? null : 'contradictory';
}

/** Null without an order number, because the row cannot be assigned. Any other unreadable field makes it doubtful. */
function rowOf(fields: Fields, safe: SafeText): ReportedOrder | null {
  const orderNumber = matching(ORDER_NUMBER, fields.get('ordernumber') ?? null);
  if (orderNumber === null) return null;
  const text = (name: string): string | null => safe(fields.get(name) ?? null);
  const unreadable: Record<string, string> = {};
  const read = <T>(member: string, name: string, reader: (value: string) => T | null): T | null => {
    const value = fields.get(name)?.trim() ?? '';
    const meaning = reader(value);
    if (meaning === null && value !== '') unreadable[member] = text(name) ?? '';
    return meaning;
  };
  return {
    orderNumber,
    placedAt: read('placedAt', 'datetime', momentOf),
    status: text('orderstatus'),
    organizationName: text('organizationname'),
    organizationalUnitName: text('organizationalunitname'),
    streetAddress1: text('streetaddress1'),
    localityName: text('localityname'),
    stateOrProvinceName: text('stateorprovincename'),
    postalCode: text('postalcode'),
    countryName: text('countryname'),
    certificateId: read('certificateId', '1_certificateid', (value) => matching(CERTIFICATE_ID, safe(value))),
    cost: read('cost', fields.has('cost') ? 'cost' : 'totalcost', moneyOf),
    unreadable,
  };
}

/** A day has many moments. */
function momentOf(value: string): Date | null {
  const time = readTime(value);
  return time === null || time.dayOnly ? null : time.at;
}
