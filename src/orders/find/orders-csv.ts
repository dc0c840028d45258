import { withoutFormulas } from './formula-guard.js';
import { type ExportedOrder, occurrenceOf } from './order.query.js';

/** Words, which may be anybody's, and what cannot be but ours. */
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
