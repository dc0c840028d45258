import { type ReportedOrder } from '../sectigo/index.js';
import { type GuardedAccount } from './guarded-account.js';
import { reasonOf } from './reasons.js';
import { aroundNow, LOOK_EVERY_MS, type Time } from './report-watch.js';
import { SAMPLE } from './sample-order.js';

/** What the report has of test orders whose answers are lost. */
export type Lost =
  | { readonly kind: 'found'; readonly row: ReportedOrder }
  | { readonly kind: 'several'; readonly numbers: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'no-report'; readonly why: string };

/** Looks until there is one, there is no report, or the time is up. `before`: the orders that the report had at first. */
export async function findLost(
  account: GuardedAccount,
  before: ReadonlySet<string> | null,
  time: Time,
  withinMs: number,
): Promise<Lost> {
  const endMs = time.now() + withinMs;
  let lost = await look(account, before, time);
  while (lost.kind === 'none' && time.now() < endMs) {
    await time.pause(LOOK_EVERY_MS);
    lost = await look(account, before, time);
  }
  return lost;
}

async function look(account: GuardedAccount, before: ReadonlySet<string> | null, time: Time): Promise<Lost> {
  if (before === null) {
    return {
      kind: 'no-report',
      why: 'There was no report at the beginning, so new orders cannot be recognised.',
    };
  }
  const report = await account.report(aroundNow(time));
  if (report.kind !== 'reported') return { kind: 'no-report', why: reasonOf(report) };
  const [row, ...others] = report.rows.filter(
    (one) =>
      !before.has(one.orderNumber) &&
      !account.placed.includes(one.orderNumber) &&
      isOurs(one.organizationName),
  );
  if (row === undefined) return { kind: 'none' };
  if (others.length === 0) return { kind: 'found', row };
  return { kind: 'several', numbers: [row, ...others].map(({ orderNumber }) => orderNumber) };
}

/** Sectigo may write a name otherwise, and the report may lack it. */
function isOurs(name: string | null): boolean {
  const bare = (text: string): string => text.replace(/\s/g, '').toLowerCase();
  return name === null || bare(name) === bare(SAMPLE.organizationName ?? '');
}
