import { type ObservedExchange } from '../sectigo/index.js';
import { type Check } from './check.js';
import { type LearntSettings, type Verification } from './verify-account.js';

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const satisfies Record<
  Check['status'],
  string
>;
const MOST_OF_A_REPLY = 500;

/** For people: the checks, then the settings to copy. */
export function printVerification({ checks, settings }: Verification): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(
    ({ name, status, detail }) => `${MARKS[status]}  ${name.padEnd(width)}  ${detail}`,
  );
  const toCopy = Object.entries<unknown>({ ...settings })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const copied = toCopy.length === 0 ? [] : ['', 'Settings to copy (the error codes as a file):', ...toCopy];
  return [...lines, ...copied, ''].join('\n');
}

/** For people: what was sent and what came back. */
export function printExchange(exchange: ObservedExchange): string {
  const { command, httpStatus, reply, outcome, detail, durationMs } = exchange;
  const came = reply === null ? '' : ` ${JSON.stringify(reply.slice(0, MOST_OF_A_REPLY))}`;
  return [
    `> ${command} ${encodedForm(exchange)}`,
    `< ${httpStatus === null ? 'nothing' : `HTTP ${httpStatus}`}${came} (${outcome}${detail === null ? '' : `: ${detail}`}; ${durationMs} ms)`,
    '',
  ].join('\n');
}

/** As it was sent, but for the login. */
export function encodedForm({ form }: ObservedExchange): string {
  return new URLSearchParams((form ?? []).map(([name, value]): [string, string] => [name, value])).toString();
}

/** The lines of an env file with what was learnt in place of what it said before; `codesFile` is where the codes are. */
export function withSettings(env: string, settings: LearntSettings, codesFile: string): string {
  const learnt: Record<string, string | null> = {
    SECTIGO_PARAMETER_NAMES: namesIn(settings.SECTIGO_PARAMETER_NAMES),
    SECTIGO_ERROR_CODES_FILE: settings.SECTIGO_ERROR_CODES_FILE && codesFile,
    SECTIGO_FOREIGN_ORDER_NUMBER: settings.SECTIGO_FOREIGN_ORDER_NUMBER,
    RECONCILE_INTERVAL_MS:
      settings.RECONCILE_INTERVAL_MS === null ? null : String(settings.RECONCILE_INTERVAL_MS),
  };
  const given = Object.entries(learnt).filter(([, value]) => value !== null);
  const kept = env.split('\n').filter((line) => !given.some(([name]) => line.startsWith(`${name}=`)));
  while (kept.at(-1) === '') kept.pop();
  return [...kept, ...given.map(([name, value]) => `${name}=${value}`), ''].join('\n');
}

function namesIn(names: LearntSettings['SECTIGO_PARAMETER_NAMES']): string | null {
  const learnt = Object.entries(names ?? {}).filter(([, name]) => name !== null);
  return learnt.length === 0 ? null : JSON.stringify(Object.fromEntries(learnt));
}
