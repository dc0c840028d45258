import { type ExportedOrder, occurrenceOf } from './order.query.js';

/** Some spreadsheets take these for the end of a cell, even within quotes. */
const AFTER_CELL_END = /(?<=[;\t\r\n])/;
/** Invisible characters that a spreadsheet may drop: spaces, controls, marks without a letter. */
const INVISIBLE = /^[\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/u;
const FORMULA = /^[=+\-\u2212@|%]/;

/** Free text from callers, and values that only the gateway writes. */
type Cell = string | number | boolean | null | { readonly amount: string };

/** The columns of the export, in their order. */
const COLUMNS: readonly (readonly [name: string, cell: (order: ExportedOrder) => Cell])[] = [
  ['id', ({ id }) => id],
  ['status', ({ status }) => status],
  ['createdAt', ({ createdAt }) => createdAt.toISOString()],
  ['placedAt', ({ placedAt }) => placedAt?.toISOString() ?? null],
  ['clientId', ({ clientId }) => clientId],
  ['reference', ({ reference }) => reference],
  ['certificateType', ({ certificateType }) => certificateType],
  ['organization', ({ organizationName }) => organizationName],
  ['test', ({ test }) => test],
  ['sectigoOrderNumber', ({ sectigoOrderNumber }) => sectigoOrderNumber],
  ['cost', ({ cost }) => cost && { amount: cost.toFixed(2) }],
  ['problemCode', (order) => occurrenceOf(order)?.code ?? null],
  ['attempts', ({ attempts }) => attempts],
  ['version', ({ version }) => version],
];

export const CSV_HEADER = toLine(COLUMNS.map(([name]) => name));

export function toCsvLine(order: ExportedOrder): string {
  return toLine(COLUMNS.map(([, cell]) => cell(order)));
}

/** RFC 4180: comma, CRLF, quotes where a cell needs them. */
function toLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(textOf(cell))).join(',')}\r\n`;
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return withoutFormulas(cell);
  return typeof cell === 'object' ? (cell?.amount ?? '') : String(cell);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The text of a cell that no spreadsheet takes for a formula and runs: what a caller wrote must stay text. */
function withoutFormulas(text: string): string {
  const [first = '', ...others] = text.split(AFTER_CELL_END);
  const begins = isFormula(text) || /^[\t\r\n]/.test(text);
  return quotedIf(begins, first) + others.map((part) => quotedIf(isFormula(part), part)).join('');
}

/** A sign in full width, or in another form, is that sign to some. */
function isFormula(text: string): boolean {
  return FORMULA.test(text.normalize('NFKC').replace(INVISIBLE, ''));
}

/** The mark of spreadsheets for text. */
function quotedIf(dangerous: boolean, text: string): string {
  return dangerous ? `'${text}` : text;
}
