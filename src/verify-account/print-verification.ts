import { type ObservedExchange } from '../sectigo/index.js';
import { type Check } from './check.js';
import { type Verification } from './verify-account.js';

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
  const { command, httpStatus, reply, outcome, unread, durationMs } = exchange;
  const came = reply === null ? '' : ` ${JSON.stringify(reply.slice(0, MOST_OF_A_REPLY))}`;
  return [
    `> ${command} ${encodedForm(exchange)}`,
    `< ${httpStatus === null ? 'nothing' : `HTTP ${httpStatus}`}${came} (${outcome}${unread === null ? '' : `: ${unread}`}; ${durationMs} ms)`,
    '',
  ].join('\n');
}

/** As it was sent, but for the login. */
export function encodedForm({ form }: ObservedExchange): string {
  return new URLSearchParams((form ?? []).map(([name, value]): [string, string] => [name, value])).toString();
}
