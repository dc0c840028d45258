import { occurrenceOf } from './order-view.js';
import { type ExportedOrder } from './order.query.js';

type Cell = string | number | boolean | null;

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
  ['cost', ({ cost }) => cost?.toFixed(2) ?? null],
  ['problemCode', (order) => occurrenceOf(order)?.code ?? null],
  ['attempts', ({ attempts }) => attempts],
];

export const CSV_HEADER = toLine(COLUMNS.map(([name]) => name));

export function toCsvLine(order: ExportedOrder): string {
  return toLine(COLUMNS.map(([, cell]) => cell(order)));
}

/** RFC 4180: comma, CRLF, quotes where a cell needs them. */
function toLine(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(harmless(String(cell ?? '')))).join(',')}\r\n`;
}

/** A spreadsheet takes such a cell for a formula and runs it: what a caller wrote must stay text. */
function harmless(cell: string): string {
  return /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
