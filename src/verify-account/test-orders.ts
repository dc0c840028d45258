import { type OrderOutcome } from '../sectigo/index.js';
import { newId } from '../shared/ids.js';
import { type Check, failure, ok, warning } from './check.js';
import { checkForeign } from './foreign-order-number.js';
import { type GuardedAccount } from './guarded-account.js';
import { learnErrorCodes, type LearntCode } from './learn-error-codes.js';
import { type LearntNames, NameSearch } from './learn-names.js';
import { findLost, type Lost } from './lost-order.js';
import { confirmWhole, findNameTest, type NameTest } from './name-test.js';
import { placeSample, type Sample } from './place-sample.js';
import { reasonOf } from './reasons.js';
import { ReportWatch, type Time } from './report-watch.js';

/** The default of RECONCILE_INTERVAL_MS: nobody need look more often. */
const LEAST_INTERVAL_MS = 60_000;
const MOST_INTERVAL_MS = 86_400_000;
const REPORT_WITHIN_MS = 60_000;
/** Names of each field that are tried before the error numbers: whatever limits the calls leaves the likeliest tried. */
const LIKELY_NAMES = 4;

export interface Learnt {
  readonly names: LearntNames | null;
  readonly codes: readonly LearntCode[];
  readonly foreignOrderNumber: 'on' | 'off' | null;
  readonly reconcileIntervalMs: number | null;
}

export interface Learning {
  readonly checks: readonly Check[];
  readonly learnt: Learnt;
}

const NOTHING: Learnt = { names: null, codes: [], foreignOrderNumber: null, reconcileIntervalMs: null };

interface Surroundings {
  /** What the account had before; null when it cannot be known. */
  readonly balance: string | null;
  /** Orders that the report had before; null when there was none. */
  readonly reported: ReadonlySet<string> | null;
  /** Names that an operator has set. */
  readonly given: Readonly<Partial<LearntNames>>;
  readonly time: Time;
}

export type Placed = Pick<
  Extract<OrderOutcome, { kind: 'placed' }>,
  'orderNumber' | 'cost' | 'certificateState' | 'paymentOutstanding'
>;

/**
 * Learns by test orders what only an account can tell: the published sample, and then orders that deserve a refusal.
 * What matters most comes first, as the account may limit its calls.
 */
export async function tryTestOrders(account: GuardedAccount, surroundings: Surroundings): Promise<Learning> {
  const nameTest = await findNameTest(account);
  if (nameTest.kind === 'none' && nameTest.hopeless === true) {
    const why = `Not placed, as an order that lacks values got no proper answer. ${nameTest.why}`;
    return { checks: [failure('test order', why), ...WITHOUT_ORDER], learnt: NOTHING };
  }
  const sentAtMs = surroundings.time.now();
  // as long as those of orders
  const sample = await placeSample(account, nameTest, newId('ord'));
  const { order } = sample;
  switch (order.kind) {
    case 'placed':
      return learnFromPlaced(account, { ...sample, order, nameTest, sentAtMs, note: '' }, surroundings);
    case 'refused': {
      const check = warning('test order', `Sectigo refused the published sample. ${reasonOf(order)}`);
      const { checks, learnt } = await learnFromRefusals(account, nameTest, {
        ...surroundings,
        refusal: order.errorCode,
      });
      return { checks: [check, ...checks, ...WITHOUT_ORDER], learnt };
    }
    case 'denied':
    case 'throttled':
    case 'not-asked':
    case 'not-sent':
      return { checks: [warning('test order', reasonOf(order)), ...WITHOUT_ORDER], learnt: NOTHING };
    case 'unknown':
      return learnFromDoubtful(
        account,
        { ...sample, nameTest, sentAtMs, why: reasonOf(order) },
        surroundings,
      );
  }
}

const WITHOUT_ORDER = ['report lag', 'foreignOrderNumber'].map((name) =>
  warning(name, 'Not tried: there is no test order to look for.'),
);

interface PlacedSample extends Omit<Sample, 'order'> {
  readonly order: Placed;
  readonly nameTest: NameTest;
  readonly sentAtMs: number;
  readonly note: string;
}

async function learnFromPlaced(
  account: GuardedAccount,
  sample: PlacedSample,
  surroundings: Surroundings,
): Promise<Learning> {
  const { order, nameTest, sentAtMs, note } = sample;
  const { balance, time } = surroundings;
  const watch = new ReportWatch(account, order.orderNumber, sentAtMs, time);
  const placed = await checkPlaced(account, { ...order, note }, balance);
  // what Sectigo might accept is only ordered where it is known to cost nothing
  if (placed.status === 'ok') account.allowOrders();
  await watch.look();
  const refusals = await learnFromRefusals(account, nameTest, surroundings);
  await watch.waitUntil(time.now() + REPORT_WITHIN_MS);
  const lag = checkLag(watch);
  const foreign = await checkForeign(account, { ...sample, isReported: watch.lagMs !== null }, time);
  return {
    checks: [placed, ...refusals.checks, lag.check, foreign.check],
    learnt: {
      ...refusals.learnt,
      foreignOrderNumber: foreign.setting,
      reconcileIntervalMs: lag.intervalMs,
    },
  };
}

interface DoubtfulSample extends Omit<Sample, 'order'> {
  readonly nameTest: NameTest;
  readonly sentAtMs: number;
  /** Why nobody knows. */
  readonly why: string;
}

/** Its answer is lost: it is looked for in the report, and until it is found nothing goes out that might be accepted. */
async function learnFromDoubtful(
  account: GuardedAccount,
  sample: DoubtfulSample,
  surroundings: Surroundings,
): Promise<Learning> {
  const lost = await findLost(account, surroundings.reported, surroundings.time, REPORT_WITHIN_MS);
  if (lost.kind === 'found') {
    const { orderNumber, cost, status: certificateState } = lost.row;
    account.notePlaced(orderNumber, cost);
    const order = { orderNumber, cost, certificateState, paymentOutstanding: false };
    const note = ` Its answer was lost, and the report has it. ${sample.why}`;
    return learnFromPlaced(account, { ...sample, order, note }, surroundings);
  }
  const why = `Sectigo may have placed the published sample. ${sample.why} ${inWords(lost)}`;
  const { checks, learnt } = await learnFromRefusals(account, sample.nameTest, surroundings);
  return { checks: [failure('test order', why), ...checks, ...WITHOUT_ORDER], learnt };
}

function inWords(lost: Exclude<Lost, { kind: 'found' }>): string {
  switch (lost.kind) {
    case 'several':
      return `The report has several orders that it may be: ${lost.numbers.join(', ')}.`;
    case 'none':
      return `The report did not have it within ${REPORT_WITHIN_MS / 1000} s, which proves nothing: look at the report before you try again.`;
    case 'no-report':
      return `The report cannot tell. ${lost.why}`;
  }
}

/**
 * The likeliest names, then numbers, then the other names, which may take hundreds of calls. `refusal`: what every order of
 * this account gets, it seems.
 */
async function learnFromRefusals(
  account: GuardedAccount,
  nameTest: NameTest,
  { given, refusal }: Surroundings & { readonly refusal?: number },
): Promise<Learning> {
  const search = new NameSearch(account, await settled(account, nameTest), given);
  await search.tryEach(LIKELY_NAMES);
  const errors = await learnErrorCodes(account, refusal);
  await search.tryEach();
  const checks = [...errors.checks, ...(await search.checks())];
  return { checks, learnt: { ...NOTHING, names: search.names, codes: errors.codes } };
}

async function settled(account: GuardedAccount, nameTest: NameTest): Promise<NameTest> {
  return nameTest.kind === 'open' ? confirmWhole(account) : nameTest;
}

/** `ok` only where it is known that the order cost nothing. */
async function checkPlaced(
  account: GuardedAccount,
  { orderNumber, cost, certificateState, paymentOutstanding, note }: Placed & { readonly note: string },
  before: string | null,
): Promise<Check> {
  const state = certificateState === null ? '' : `, “${certificateState}”`;
  const price = cost === null ? 'no cost told' : `cost ${cost}`;
  const detail = `The published sample is order ${orderNumber}, ${price}${state}.${note}`;
  if (Number(cost ?? Number.NaN) === 0) return ok('test order', detail);
  if (paymentOutstanding) return warning('test order', `${detail} Sectigo waits for its payment.`);
  const balance = before === null ? null : await account.balance();
  if (balance?.kind !== 'balance') {
    return warning('test order', `${detail} Without a balance nobody knows whether Sectigo billed it.`);
  }
  return Number(balance.available) < Number(before)
    ? failure(
        'test order',
        `${detail} Sectigo seems to have billed it: ${before} were left before, ${balance.available} now.`,
      )
    : ok('test order', `${detail} The balance has not changed.`);
}

function checkLag({ lagMs, fault }: ReportWatch): { check: Check; intervalMs: number | null } {
  const name = 'report lag';
  if (lagMs === null) {
    const why = fault ?? `The report did not have the order within ${REPORT_WITHIN_MS / 1000} s.`;
    return { check: warning(name, why), intervalMs: null };
  }
  const detail = `The report had the order after at most ${(lagMs / 1000).toFixed(1)} s.`;
  const intervalMs = Math.min(Math.max(LEAST_INTERVAL_MS, Math.ceil(2 * lagMs)), MOST_INTERVAL_MS);
  return { check: ok(name, detail), intervalMs };
}
