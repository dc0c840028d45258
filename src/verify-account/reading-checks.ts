import { type Check, failure, ok, warning } from './check.js';
import { type GuardedAccount, type NotAsked, reasonOf } from './guarded-account.js';
import { type BalanceOutcome } from '../sectigo/index.js';

const DAY_MS = 86_400_000;
const REPORT_DAYS = 7;

/** What the account can be asked without changing anything. The balance comes first: its answer proves the login. */
export async function checkReading(
  account: GuardedAccount,
  orderNumbers: readonly string[],
  now: () => Date,
): Promise<{ checks: Check[]; balance: string | null }> {
  const balance = await account.balance();
  const checks = [checkOfBalance(balance), await checkReport(account, now())];
  for (const orderNumber of orderNumbers) checks.push(await checkStatus(account, orderNumber));
  return {
    checks,
    balance: balance.kind === 'balance' ? balance.available : null,
  };
}

function checkOfBalance(balance: BalanceOutcome | NotAsked): Check {
  if (balance.kind !== 'balance') return warning('balance', reasonOf(balance));
  const { available, currency, creditLimit } = balance;
  const limit = creditLimit === null ? '' : `, with a credit limit of ${creditLimit}`;
  return ok('balance', `${available} ${currency} are left${limit}.`);
}

/** Once, whatever was asked: a repeat may lock an account. */
export function checkLogin({ login }: GuardedAccount): Check {
  switch (login.kind) {
    case 'taken':
      return ok('login', 'Sectigo takes the login.');
    case 'refused':
      return failure('login', `Sectigo answered ${login.words}. It was tried once.`);
    case 'none':
      return failure('login', 'No answer says whether Sectigo takes the login.');
  }
}

async function checkReport(account: GuardedAccount, now: Date): Promise<Check> {
  const from = new Date(now.getTime() - REPORT_DAYS * DAY_MS);
  const report = await account.report({ from, to: new Date(now.getTime() + DAY_MS) });
  if (report.kind !== 'reported') {
    const consequence = 'Without it an order whose outcome is unknown waits for a person.';
    return warning('report', `${reasonOf(report)} ${consequence}`);
  }
  const { rows } = report;
  const unread = new Set(rows.flatMap((row) => Object.keys(row.unreadable)));
  const detail = `${rows.length} orders in the last ${REPORT_DAYS} days`;
  return unread.size === 0
    ? ok('report', `${detail}, all of them read whole.`)
    : warning('report', `${detail}; not all could be read: ${[...unread].join(', ')}.`);
}

async function checkStatus(account: GuardedAccount, orderNumber: string): Promise<Check> {
  const name = `status ${orderNumber}`;
  const status = await account.status(orderNumber);
  if (status.kind !== 'status') return warning(name, reasonOf(status));
  const detail = `${status.status} (“${status.text}”).`;
  return status.status === 'unrecognised' ? warning(name, detail) : ok(name, detail);
}
