import { may, ROLES } from '../../dist/access/permissions.js';

/** The tables of docs/reference, as Markdown, from the tables of the build and from openapi.yaml. */
export function tablesFrom({ parameters, errors, problems, openapi }) {
  return {
    'docs/reference/parameters.md': { parameters: parametersTable(parameters) },
    'docs/reference/sectigo-errors.md': { errors: errorsTable(errors) },
    'docs/reference/problems.md': { problems: problemSections(problems) },
    'docs/reference/api.md': { calls: callsTable(openapi) },
  };
}

/** The page with each table between its markers. */
export function withTables(page, tables) {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [start, end] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
    const [before, rest] = text.split(start, 2);
    const after = rest?.split(end, 2)[1];
    if (after === undefined) throw new Error(`the markers of ${name} are missing`);
    return `${before}${start}\n\n${table}\n\n${end}${after}`;
  }, page);
}

const parametersTable = (parameters) =>
  tableOf(
    ['Row', 'Wire name', 'Our field', 'Needed', 'Type', 'Values', 'Name is', 'Meaning'],
    parameters.map(
      ({ row, name, field, requirement, type, allowed, maxLength, confidence, description, note }) => [
        row,
        `\`${name}\``,
        field === null ? '–' : `\`${field}\``,
        requirement,
        type,
        allowed?.map((value) => `\`${value}\``).join(' ') ?? (maxLength === null ? '–' : `≤ ${maxLength}`),
        confidence,
        sentences(description, note),
      ],
    ),
  );

const errorsTable = (errors) =>
  tableOf(
    ['Row', 'Code', 'Sectigo says', 'Problem', 'The order', 'Who acts', 'Meaning'],
    errors.map(({ row, code, message, problem, disposition, actor, description, note }) => [
      row ?? '–',
      code ?? '?',
      message ?? '',
      `[\`${problem}\`](problems.md#${problem})`,
      disposition,
      actor,
      sentences(description, note),
    ]),
  );

const problemSections = (problems) =>
  Object.entries(problems)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([code, { title, status, actor, retryable, explanation, whatToDo }]) =>
        `## ${code}\n\n**${title}** · HTTP ${status} · ${actor} acts · ${retryable ? 'retryable' : 'not retryable'}\n\n` +
        `${explanation}\n\n_What to do:_ ${whatToDo}`,
    )
    .join('\n\n');

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function callsTable({ paths }) {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => [
      `\`${method.toUpperCase()} ${path}\``,
      ...whoMay(item[method]),
      item[method].summary.replace(' (operators)', ''),
    ]),
  );
  return tableOf(['Call', ...ROLES, ''], calls);
}

/** A mark for each role that has the permission of the call; what is open says so. */
function whoMay({ 'x-permission': permission }) {
  return ROLES.map((role) => (permission === undefined ? 'open' : may(role, permission) ? 'yes' : '–'));
}

const sentences = (...texts) => texts.filter((text) => typeof text === 'string').join(' ');

function tableOf(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
