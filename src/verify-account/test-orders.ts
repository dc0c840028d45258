import { type OrderOutcome } from '../sectigo/index.js';
import { newId } from '../shared/ids.js';
import { type Check, failure, ok, warning } from './check.js';
import { type GuardedAccount, type NotAsked, reasonOf } from './guarded-account.js';
import { learnErrorCodes, type LearntCode } from './learn-error-codes.js';
import { learnNames, type LearntNames } from './learn-names.js';
import { codeOf, findNameTest, type NameTest, tryName } from './name-test.js';
import { aroundNow, ReportWatch, type Time } from './report-watch.js';
import { SAMPLE } from './sample-order.js';

/** The default of RECONCILE_INTERVAL_MS: nobody need look more often. */
const LEAST_INTERVAL_MS = 60_000;
const MOST_INTERVAL_MS = 86_400_000;
const REPORT_WITHIN_MS = 60_000;

export interface Learnt {
  readonly names: LearntNames | null;
  readonly codes: readonly LearntCode[];
  readonly foreignOrderNumber: 'on' | 'off' | null;
  readonly reconcileIntervalMs: number | null;
}

const NOTHING: Learnt = { names: null, codes: [], foreignOrderNumber: null, reconcileIntervalMs: null };

interface Surroundings {
  /** What the account had before; null when it cannot be known. */
  readonly balance: string | null;
  /** Names that an operator has set. */
  readonly given: Readonly<Partial<LearntNames>>;
  readonly time: Time;
}

type Placed = Extract<OrderOutcome, { kind: 'placed' }>;

/**
 * Learns by test orders what only an account can tell: the published sample, and then orders that deserve a refusal.
 * What matters most comes first, as the account may limit its calls.
 */
export async function tryTestOrders(
  account: GuardedAccount,
  surroundings: Surroundings,
): Promise<{ checks: Check[]; learnt: Learnt }> {
  const nameTest = await findNameTest(account);
  if (nameTest.kind === 'none' && nameTest.unreadable === true) {
    const why = `Not placed: the reply to an order that lacks values is not readable. ${nameTest.why}`;
    return { checks: [failure('test order', why)], learnt: NOTHING };
  }
  // as long as those of orders
  const sample = await placeSample(account, nameTest, newId('ord'));
  switch (sample.order.kind) {
    case 'placed':
      return learnFromPlaced(account, { ...sample, order: sample.order, nameTest }, surroundings);
    case 'refused': {
      const check = warning('test order', `The published sample was refused. ${reasonOf(sample.order)}`);
      const refusal = sample.order.errorCode;
      const { checks, learnt } = await learnFromRefusals(account, nameTest, { ...surroundings, refusal });
      return { checks: [check, ...checks, ...WITHOUT_ORDER], learnt };
    }
    case 'throttled':
    case 'not-asked':
    case 'not-sent':
      return { checks: [warning('test order', reasonOf(sample.order)), ...WITHOUT_ORDER], learnt: NOTHING };
    case 'unknown': {
      const why = `Nobody knows whether the published sample was placed. ${reasonOf(sample.order)}`;
      return { checks: [failure('test order', why)], learnt: NOTHING };
    }
  }
}

const WITHOUT_ORDER = ['report lag', 'foreignOrderNumber'].map((name) =>
  warning(name, 'Not tried: there is no test order to look for.'),
);

interface PlacedSample extends Sample {
  readonly order: Placed;
  readonly nameTest: NameTest;
}

async function learnFromPlaced(
  account: GuardedAccount,
  sample: PlacedSample,
  surroundings: Surroundings,
): Promise<{ checks: Check[]; learnt: Learnt }> {
  const { order, nameTest } = sample;
  const { balance, time } = surroundings;
  const watch = new ReportWatch(account, order.orderNumber, time.now(), time);
  const placed = await checkPlaced(account, order, balance);
  await watch.look();
  // what Sectigo might accept is only ordered where it is known to cost nothing
  const refusals =
    placed.status === 'ok'
      ? await learnFromRefusals(account, nameTest, surroundings)
      : await learnCheaply(account, nameTest, surroundings);
  await watch.waitUntil(time.now() + REPORT_WITHIN_MS);
  const lag = checkLag(watch);
  const foreign = await checkForeign(account, sample, watch.lagMs !== null, time);
  return {
    checks: [placed, ...refusals.checks, lag.check, foreign.check],
    learnt: {
      ...refusals.learnt,
      foreignOrderNumber: foreign.setting,
      reconcileIntervalMs: lag.intervalMs,
    },
  };
}

/** By orders that lack values alone. */
async function learnCheaply(
  account: GuardedAccount,
  nameTest: NameTest,
  { given }: Surroundings,
): Promise<{ checks: Check[]; learnt: Learnt }> {
  const { checks, names } = await learnNames(account, nameTest.kind === 'whole' ? TOO_DEAR : nameTest, given);
  const codes = warning('error numbers', 'Not tried: Sectigo might accept such an order, and bill it.');
  return { checks: [codes, ...checks], learnt: { ...NOTHING, names } };
}

/** Numbers before names: names may take hundreds of calls. `refusal`: what every order of this account gets, it seems. */
async function learnFromRefusals(
  account: GuardedAccount,
  nameTest: NameTest,
  { given, refusal }: Surroundings & { readonly refusal?: number },
): Promise<{ checks: Check[]; learnt: Learnt }> {
  const errors = await learnErrorCodes(account, refusal);
  const { checks, names } = await learnNames(account, nameTest, given);
  return { checks: [...errors.checks, ...checks], learnt: { ...NOTHING, names, codes: errors.codes } };
}

const TOO_DEAR: NameTest = {
  kind: 'none',
  why: 'Not tried: it takes whole orders, and they seem to be billed.',
};

/** The published sample as it was sent, with a number of ours where Sectigo may take one: so one order shows both. */
interface Sample {
  readonly order: OrderOutcome | NotAsked;
  readonly ours: string;
  /** Sectigo does not know the argument, so the order went without our number. */
  readonly without: boolean;
  /** Why nobody knows whether Sectigo knows it; null where somebody does. */
  readonly untried: string | null;
}

async function placeSample(account: GuardedAccount, nameTest: NameTest, ours: string): Promise<Sample> {
  const argument = ['foreignOrderNumber', ours] as const;
  const verdict = nameTest.kind === 'incomplete' ? await tryName(account, nameTest, argument) : null;
  if (verdict === null || verdict.kind === 'known') {
    const order = await account.order({ values: SAMPLE, others: [argument] });
    if (codeOf(order) !== -2) return { order, ours, without: false, untried: null };
  }
  const untried = verdict?.kind === 'untold' ? verdict.why : null;
  return { order: await account.order({ values: SAMPLE }), ours, without: true, untried };
}

/** `ok` only where it is known that the order cost nothing. */
async function checkPlaced(account: GuardedAccount, order: Placed, before: string | null): Promise<Check> {
  const { orderNumber, cost, certificateState, paymentOutstanding } = order;
  const state = certificateState === null ? '' : `, “${certificateState}”`;
  const price = cost === null ? 'no cost told' : `cost ${cost}`;
  const detail = `The published sample is order ${orderNumber}, ${price}${state}.`;
  if (Number(cost ?? Number.NaN) === 0) return ok('test order', detail);
  if (paymentOutstanding) return warning('test order', `${detail} Sectigo waits for its payment.`);
  const balance = before === null ? null : await account.balance();
  if (balance?.kind !== 'balance') {
    return warning('test order', `${detail} Nobody knows whether it was billed: there is no balance.`);
  }
  return Number(balance.available) < Number(before)
    ? failure(
        'test order',
        `${detail} It seems to be billed: ${before} were left before, ${balance.available} now.`,
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

/** Asked for a number of ours the report must have that order alone, and none for a number that no order has. */
async function checkForeign(
  account: GuardedAccount,
  { order, ours, without, untried }: PlacedSample,
  isReported: boolean,
  time: Time,
): Promise<{ check: Check; setting: Learnt['foreignOrderNumber'] }> {
  const name = 'foreignOrderNumber';
  if (untried !== null) return { check: warning(name, untried), setting: null };
  if (without) return { check: ok(name, 'Sectigo does not know it (-2).'), setting: 'off' };
  if (!isReported) {
    const why =
      'Sectigo takes it, but the report did not have the order: nobody knows whether it is found by it.';
    return { check: warning(name, why), setting: null };
  }
  const found = await account.report({ ...aroundNow(time), foreignOrderNumber: ours });
  if (found.kind !== 'reported') return { check: warning(name, reasonOf(found)), setting: 'off' };
  const control = await account.report({ ...aroundNow(time), foreignOrderNumber: newId('ord') });
  if (control.kind !== 'reported') return { check: warning(name, reasonOf(control)), setting: 'off' };
  const isExact = found.rows.length === 1 && found.rows[0]?.orderNumber === order.orderNumber;
  return isExact && control.rows.length === 0
    ? { check: ok(name, 'Sectigo takes it, and the report finds the order by it.'), setting: 'on' }
    : { check: ok(name, 'Sectigo takes it, but the report does not find the order by it.'), setting: 'off' };
}
