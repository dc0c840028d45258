import { type OrderOutcome, type TestOrder } from '../sectigo/index.js';
import { type GuardedAccount, type NotAsked, reasonOf } from './guarded-account.js';
import { INCOMPLETE, SAMPLE } from './sample-order.js';

const UNRECOGNISED_ARGUMENT = -2;
/** No system has an argument of this name. */
const NOBODYS: readonly [string, string] = ['gatewayProbeOfUnknownNames', '1'];

/** How a name that Sectigo knows can be told from one that it does not. */
export type NameTest =
  /** Names are looked at before anything else, so an order that lacks values will do, and is never placed. */
  | { readonly kind: 'incomplete' }
  /** Only a whole test order is answered with -2 for its names; with a known name it is placed. */
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'none';
      readonly why: string;
      /** The answer to an order that cannot be placed could not be read: a whole one must not be tried. */
      readonly unreadable?: true;
    };

export type NameVerdict =
  { readonly kind: 'known' | 'unknown' } | { readonly kind: 'untold'; readonly why: string };

/** The number of an error, also of one that leaves the outcome open; null when there is no answer or no error. */
export function codeOf(outcome: OrderOutcome | NotAsked): number | null {
  return outcome.kind === 'refused' || outcome.kind === 'unknown' ? outcome.errorCode : null;
}

/** Why an order came to nothing that could be learnt from. */
export function whyNot(outcome: OrderOutcome | NotAsked): string {
  return outcome.kind === 'placed' ? 'Sectigo placed the order.' : reasonOf(outcome);
}

export async function findNameTest(account: GuardedAccount): Promise<NameTest> {
  const first = await account.order({ values: INCOMPLETE, others: [NOBODYS] });
  if (first.kind === 'placed') {
    return {
      kind: 'none',
      why: 'Sectigo took an order with an unknown name in it, and without values it must have.',
    };
  }
  const code = codeOf(first);
  if (code === null) {
    const unreadable = first.kind === 'unknown';
    return { kind: 'none', why: reasonOf(first), ...(unreadable && { unreadable }) };
  }
  return code === UNRECOGNISED_ARGUMENT ? confirmIncomplete(account) : confirmWhole(account);
}

/** The same order must get another answer when the unknown name is not in it. */
async function confirmIncomplete(account: GuardedAccount): Promise<NameTest> {
  const outcome = await account.order({ values: INCOMPLETE });
  if (outcome.kind === 'placed') return { kind: 'whole' };
  const code = codeOf(outcome);
  return code === null || code === UNRECOGNISED_ARGUMENT
    ? { kind: 'none', why: `${reasonOf(outcome)} The sample has no other names than the published ones.` }
    : { kind: 'incomplete' };
}

async function confirmWhole(account: GuardedAccount): Promise<NameTest> {
  const outcome = await account.order({ values: SAMPLE, others: [NOBODYS] });
  if (codeOf(outcome) === UNRECOGNISED_ARGUMENT) return { kind: 'whole' };
  const why = outcome.kind === 'placed' ? 'Sectigo ignores names that it does not know.' : reasonOf(outcome);
  return { kind: 'none', why };
}

/** Whether Sectigo knows an argument of this name; with a whole order that is placed if it does. */
export async function tryName(
  account: GuardedAccount,
  test: NameTest,
  argument: readonly [name: string, value: string],
): Promise<NameVerdict> {
  if (test.kind === 'none') return { kind: 'untold', why: test.why };
  const values: TestOrder['values'] = test.kind === 'whole' ? SAMPLE : INCOMPLETE;
  const outcome = await account.order({ values, others: [argument] });
  const code = codeOf(outcome);
  if (code === UNRECOGNISED_ARGUMENT) return { kind: 'unknown' };
  return outcome.kind === 'placed' || code !== null
    ? { kind: 'known' }
    : { kind: 'untold', why: whyNot(outcome) };
}
