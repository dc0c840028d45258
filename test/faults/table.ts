import { type FindingKind } from './books/books.js';
import { type Result } from './run-scenario.js';

const HEAD = ['fault', 'scenario', 'orders', 'lost', 'bought twice', 'unresolved', 'recovered in s'];

/** The results as a table in Markdown, with the totals in its last row. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map((result) => [
    String(result.fault),
    result.scenario,
    ...['orders' as const, 'lost' as const, 'bought-twice' as const, 'unresolved' as const].map((what) =>
      String(amount(result, what)),
    ),
    (result.recoveredInMs / 1_000).toFixed(1),
  ]);
  const sum = (what: FindingKind | 'orders'): string =>
    String(results.reduce((total, result) => total + amount(result, what), 0));
  const longest = Math.max(0, ...results.map(({ recoveredInMs }) => recoveredInMs));
  const totals = ['', 'all', sum('orders'), sum('lost'), sum('bought-twice'), sum('unresolved')];
  return layOut([HEAD, ...rows, [...totals, `at most ${(longest / 1_000).toFixed(1)}`]]);
}

/** Everything that is wrong beyond what the table counts as unresolved. */
export function faultsOf({ findings, broken }: Result): string[] {
  return [
    ...findings
      .filter(({ kind }) => kind !== 'unresolved')
      .map(({ kind, organization, what }) => `${kind}: ${organization}: ${what}`),
    ...broken,
  ];
}

function amount({ orders, findings }: Result, what: FindingKind | 'orders'): number {
  return what === 'orders'
    ? orders
    : new Set(findings.filter(({ kind }) => kind === what).map(({ organization }) => organization)).size;
}

function layOut(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const pad = (text: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 1 ? text.padEnd(width) : text.padStart(width);
  };
  const line = (row: readonly string[]): string => `| ${row.map(pad).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 1 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
