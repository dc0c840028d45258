import { type OrderOutcome, type TestOrder } from '../sectigo/index.js';
import { type GuardedAccount } from './guarded-account.js';
import { type Denied, type NotAsked, reasonOf } from './reasons.js';
import { INCOMPLETE, SAMPLE } from './sample-order.js';

const UNRECOGNISED_ARGUMENT = -2;
const MISSING_ARGUMENT = -3;
/** No system has an argument of this name. */
const NOBODYS: readonly [string, string] = ['gatewayProbeOfUnknownNames', '1'];

/** How a name that Sectigo knows can be told from one that it does not. */
export type NameTest =
  /** Names are looked at before anything else, so an order that lacks values will do, and is never placed. */
  | { readonly kind: 'incomplete' }
  /** Only a whole test order is answered with -2 for its names; with a known name it is placed. */
  | { readonly kind: 'whole' }
  /** An order that lacks values is refused for these: a whole one has to show whether names are looked at. */
  | { readonly kind: 'open' }
  | {
      readonly kind: 'none';
      readonly why: string;
      /** The answer to an order that cannot be placed could not be read, or Sectigo permits none: a whole one must not be tried. */
      readonly hopeless?: true;
    };

export type NameVerdict =
  | { readonly kind: 'unknown' }
  /** `rejectsValue`: Sectigo names the argument, and refuses its value. */
  | { readonly kind: 'known'; readonly rejectsValue: boolean }
  | { readonly kind: 'untold'; readonly why: string };

type Answer = OrderOutcome | NotAsked | Denied;

/** The number of an error, also of one that leaves the outcome open; null when there is no answer or no error. */
export function codeOf(outcome: Answer): number | null {
  return outcome.kind === 'refused' || outcome.kind === 'unknown' ? outcome.errorCode : null;
}

/** Why an order came to nothing that could be learnt from. */
export function whyNot(outcome: Answer): string {
  return outcome.kind === 'placed' ? 'Sectigo placed the order.' : reasonOf(outcome);
}

/** Whether Sectigo refuses the value of this argument, and knows its name. */
export function rejectsValueOf(outcome: Answer, name: string): boolean {
  if (outcome.kind !== 'refused') return false;
  const { errorCode, argument, message } = outcome;
  const names = argument === name || message?.includes(name) === true;
  return names && ![UNRECOGNISED_ARGUMENT, MISSING_ARGUMENT].includes(errorCode);
}

export async function findNameTest(account: GuardedAccount): Promise<NameTest> {
  const first = await account.order({ values: INCOMPLETE, others: [NOBODYS] });
  if (first.kind === 'placed') {
    return {
      kind: 'none',
      why: 'Sectigo accepted an order with an unknown name in it, and without values that it must have.',
    };
  }
  const code = codeOf(first);
  if (code === null) {
    const hopeless = first.kind === 'unknown' || first.kind === 'denied';
    return { kind: 'none', why: reasonOf(first), ...(hopeless && { hopeless }) };
  }
  return code === UNRECOGNISED_ARGUMENT ? confirmIncomplete(account) : { kind: 'open' };
}

/** The same order must get another answer when the unknown name is not in it. */
async function confirmIncomplete(account: GuardedAccount): Promise<NameTest> {
  const outcome = await account.order({ values: INCOMPLETE });
  if (outcome.kind === 'placed') return { kind: 'open' };
  const code = codeOf(outcome);
  if (code === UNRECOGNISED_ARGUMENT) {
    return {
      kind: 'none',
      why: `Sectigo refuses a published name, so no other can be tried. ${reasonOf(outcome)}`,
    };
  }
  return code === null ? { kind: 'none', why: reasonOf(outcome) } : { kind: 'incomplete' };
}

/** Once it is known that test orders cost nothing: one may be placed. */
export async function confirmWhole(account: GuardedAccount): Promise<NameTest> {
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
  if (test.kind === 'open') return { kind: 'untold', why: 'Sectigo looks at the values of an order first.' };
  const values: TestOrder['values'] = test.kind === 'whole' ? SAMPLE : INCOMPLETE;
  const outcome = await account.order({ values, others: [argument] });
  const code = codeOf(outcome);
  if (code === UNRECOGNISED_ARGUMENT) return { kind: 'unknown' };
  return outcome.kind === 'placed' || code !== null
    ? { kind: 'known', rejectsValue: rejectsValueOf(outcome, argument[0]) }
    : { kind: 'untold', why: whyNot(outcome) };
}
