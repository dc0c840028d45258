import { type ErrorEntry, PUBLISHED_ERRORS } from './error-codes.js';
import { type Parameter, PARAMETERS } from './parameters.js';

const TABLES: Readonly<Record<string, () => string>> = {
  parameters: () =>
    tableOf(
      ['Row', 'Wire name', 'Our field', 'Needed', 'Type', 'Values', 'Name is', 'Meaning'],
      PARAMETERS.map(parameterCells),
    ),
  errors: () =>
    tableOf(
      ['Row', 'Code', 'Sectigo says', 'Problem', 'Order becomes', 'Who acts', 'Meaning'],
      PUBLISHED_ERRORS.map(errorCells),
    ),
};

/** The README with its tables, between their markers, as the code has them. */
export function withTables(readme: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const [start, end] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
    const [before, rest] = text.split(start, 2);
    const after = rest?.split(end, 2)[1];
    if (before === undefined || after === undefined)
      throw new Error(`The README lacks the markers of ${name}`);
    return `${before}${start}\n${table()}\n${end}${after}`;
  }, readme);
}

function parameterCells(parameter: Parameter): string[] {
  const { row, name, field, requirement, type, confidence, description, note } = parameter;
  return [
    String(row),
    `\`${name}\``,
    field === null ? '–' : `\`${field}\``,
    requirement,
    type,
    valuesOf(parameter),
    confidence,
    [description, note].filter((text) => text !== null).join(' '),
  ];
}

function valuesOf({ allowed, maxLength }: Parameter): string {
  if (allowed !== null) return allowed.map((value) => `\`${value}\``).join(' ');
  return maxLength === null ? '–' : `≤ ${maxLength}`;
}

function errorCells({
  row,
  code,
  message,
  problem,
  disposition,
  actor,
  description,
  note,
}: ErrorEntry): string[] {
  return [
    row === null ? '–' : String(row),
    code === null ? '?' : String(code),
    message ?? '',
    problem,
    disposition,
    actor,
    [description, note].filter((text) => text !== null).join(' '),
  ];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
