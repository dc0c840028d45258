const HEAD = [
  'attack',
  'MiB, before → most',
  'descriptors, before → in the end → after',
  'orders, p50 / p99 ms',
  'health, p50 / p99 ms',
  'orders failed',
  '',
];

/** The results as a table in Markdown. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = HEAD.map((_, column) => (column === 0 ? '---' : '---:'));
  return [HEAD, rule, ...rows].map(line).join('\n');
}
