/** Fields of every line, which are noise at a terminal. */
const UNTOLD = new Set(['level', 'time', 'msg', 'err', 'service', 'version']);

interface LoggedError {
  readonly message?: string;
  readonly stack?: string;
}

interface LogLine {
  readonly level: string;
  readonly time: string;
  readonly msg?: string;
  readonly err?: LoggedError;
}

/** A line of the log for people: `12:03:04.123 WARN  sentence  name=value …`, and below it where an error happened. */
export function prettyLine(json: string): string {
  const fields = JSON.parse(json) as Readonly<Record<string, unknown>>;
  const { level, time, msg = '', err } = fields as unknown as LogLine;
  const facts = Object.entries(fields)
    .filter(([name]) => !UNTOLD.has(name))
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const head = `${timeOf(time)} ${level.toUpperCase().padEnd(5)} ${msg}`;
  return `${head}${facts.length > 0 ? ' ' : ''}${facts.join('')}\n${errorLines(err)}`;
}

/** Of the day, in UTC as everywhere. */
const timeOf = (time: string): string => time.slice(11, 23);

function errorLines(error: LoggedError | undefined): string {
  const text = error?.stack ?? error?.message;
  return text === undefined ? '' : `${text.replace(/^/gm, '    ')}\n`;
}
