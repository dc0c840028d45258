/** The table and the JSON of a run. */

export function medianOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const round = (value) => {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
};

/** Median (least–most); a dash where it does not apply. */
function cellOf(values) {
  if (values === undefined) return '–';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = values.length === 1 ? '' : ` (${round(least)}–${round(most)})`;
  return `${round(medianOf(values))}${range}`;
}

/** `results`: contender → figure → its values, one a round. */
export function toTable(measures, contenders, results) {
  const rows = measures.flatMap(({ figures }) =>
    Object.entries(figures).map(([figure, title]) => [
      title,
      ...contenders.map(({ name }) => cellOf(results[name][figure])),
    ]),
  );
  return markdown([['', ...contenders.map(({ name }) => name)], ...rows]);
}

function markdown(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const padded = rows.map((row) =>
    line(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))),
  );
  const rule = line(
    widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  );
  return [padded[0], rule, ...padded.slice(1)].join('\n');
}

export function describe({ date, cpu, cores, memoryGb, node, postgres, redis, loadBefore }, rounds, seconds) {
  return (
    `${date}, ${cores} × ${cpu}, ${memoryGb} GB, Node ${node}, Postgres ${postgres}, Redis ${redis}; ` +
    `${rounds} rounds of ${seconds} s in turns, load before it ${loadBefore.toFixed(1)}`
  );
}

export function toJson({ machine, rounds, seconds }, contenders, results) {
  const summary = Object.entries(results).map(([name, figures]) => [
    name,
    Object.fromEntries(
      Object.entries(figures).map(([figure, values]) => [
        figure,
        { median: medianOf(values), min: Math.min(...values), max: Math.max(...values), values },
      ]),
    ),
  ]);
  const what = Object.fromEntries(contenders.map(({ name, what }) => [name, what]));
  return JSON.stringify(
    { machine, rounds, seconds, contenders: what, results: Object.fromEntries(summary) },
    null,
    2,
  );
}
