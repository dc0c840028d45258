import { type Check, failure, ok, warning } from './check.js';
import { type GuardedAccount } from './guarded-account.js';
import { type Denied, type NotAsked, reasonOf } from './reasons.js';
import { type BalanceOutcome, type ReportOutcome } from '../sectigo/index.js';

const DAY_MS = 86_400_000;
const REPORT_DAYS = 7;

/** What was read, and what later checks need of it; null where there was no answer. */
export interface Reading {
  readonly checks: Check[];
  readonly balance: string | null;
  readonly reported: ReadonlySet<string> | null;
}

/** What the account can be asked without changing anything. The balance comes first: its answer proves the login. */
export async function checkReading(
  account: GuardedAccount,
  {
    orderNumbers,
    withoutBalance,
  }: { readonly orderNumbers: readonly string[]; readonly withoutBalance: boolean },
  now: () => Date,
): Promise<Reading> {
  const balance = withoutBalance ? SKIPPED : await account.balance();
  const report = await account.report(lastDays(now()));
  const checks = [checkOfBalance(balance), checkOfReport(report)];
  for (const orderNumber of orderNumbers) checks.push(await checkStatus(account, orderNumber));
  return {
    checks,
    balance: balance.kind === 'balance' ? balance.available : null,
    reported: report.kind === 'reported' ? new Set(report.rows.map((row) => row.orderNumber)) : null,
  };
}

const SKIPPED: NotAsked = { kind: 'not-asked', why: '--without-balance was given' };

function checkOfBalance(balance: BalanceOutcome | NotAsked | Denied): Check {
  if (balance.kind !== 'balance') return warning('balance', reasonOf(balance));
  const { available, currency, creditLimit } = balance;
  const limit = creditLimit === null ? '' : `, with a credit limit of ${creditLimit}`;
  return ok('balance', `The account has ${available} ${currency} left${limit}.`);
}

/** Once, whatever was asked: a repeat may lock an account. */
export function checkLogin({ login }: GuardedAccount): Check {
  switch (login.kind) {
    case 'accepted':
      return ok('login', 'Sectigo accepts the login.');
    case 'refused':
      return failure(
        'login',
        login.wasAccepted
          ? `Sectigo accepted the login at first, and then answered ${login.words}: the account may be locked now. Nothing was asked after that.`
          : `Sectigo refused the login: it answered ${login.words}. Nothing was asked after that, as a repeat may lock the account. An account that may not ask for its balance gets the same answer: then try --without-balance.`,
      );
    case 'untold':
      return failure('login', 'No answer shows whether Sectigo accepts the login.');
    case 'untold-for-limit':
      return warning(
        'login',
        'Sectigo limited the calls before an answer showed whether it accepts the login.',
      );
  }
}

function lastDays(now: Date): { from: Date; to: Date } {
  return { from: new Date(now.getTime() - REPORT_DAYS * DAY_MS), to: new Date(now.getTime() + DAY_MS) };
}

function checkOfReport(report: ReportOutcome | NotAsked | Denied): Check {
  if (report.kind !== 'reported') {
    const consequence = 'Without the report an order whose outcome is unknown waits for a person.';
    return warning('report', `${reasonOf(report)} ${consequence}`);
  }
  const { rows } = report;
  const unread = new Set(rows.flatMap((row) => Object.keys(row.unreadable)));
  const detail = `The report lists ${rows.length} orders of the last ${REPORT_DAYS} days`;
  return unread.size === 0
    ? ok('report', `${detail}, and all of it could be read.`)
    : warning('report', `${detail}; these values could not be read: ${[...unread].join(', ')}.`);
}

async function checkStatus(account: GuardedAccount, orderNumber: string): Promise<Check> {
  const name = `status ${orderNumber}`;
  const status = await account.status(orderNumber);
  if (status.kind !== 'status') return warning(name, reasonOf(status));
  const detail = `Sectigo says “${status.text}”, which means ${status.status}.`;
  return status.status === 'unrecognised'
    ? warning(name, `Sectigo says “${status.text}”, which the gateway does not know.`)
    : ok(name, detail);
}
