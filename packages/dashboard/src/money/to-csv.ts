import { type MonthSpend } from '../api/types';

/** A field as CSV has it; a name that begins like a formula stays a name in a spreadsheet. */
function field(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Days, clients and products of a month, and its total. */
export function toCsv(
  { month, orders, total, byDay, byClient, byProduct }: MonthSpend,
  currency: string,
): string {
  const rows = [
    ...byDay.map(({ day, ...spent }) => ({ by: 'day', what: day, ...spent })),
    ...byClient.map(({ name, orders: count, total: sum }) => ({
      by: 'client',
      what: name,
      orders: count,
      total: sum,
    })),
    ...byProduct.map(({ certificateType, ...spent }) => ({ by: 'product', what: certificateType, ...spent })),
    { by: 'month', what: month, orders, total },
  ];
  const lines = rows.map((row) => [row.by, field(row.what), row.orders, row.total, currency].join(','));
  return ['by,what,orders,spent,currency', ...lines, ''].join('\r\n');
}
