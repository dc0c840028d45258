import { type OrderOutcome } from '../sectigo/index.js';
import { type GuardedAccount } from './guarded-account.js';
import { codeOf, type NameTest, tryName } from './name-test.js';
import { type Denied, type NotAsked } from './reasons.js';
import { SAMPLE } from './sample-order.js';

/** The published sample as it was sent, with a number of ours where Sectigo may take one: so one order shows both. */
export interface Sample {
  readonly order: OrderOutcome | NotAsked | Denied;
  readonly ours: string;
  /** Sectigo does not know the argument, so the order went without our number. */
  readonly without: boolean;
  /** Why nobody knows whether Sectigo knows it; null where somebody does. */
  readonly untried: string | null;
}

export async function placeSample(
  account: GuardedAccount,
  nameTest: NameTest,
  ours: string,
): Promise<Sample> {
  const argument = ['foreignOrderNumber', ours] as const;
  const verdict = nameTest.kind === 'incomplete' ? await tryName(account, nameTest, argument) : null;
  if (verdict === null || verdict.kind === 'known') {
    const order = await account.order({ values: SAMPLE, others: [argument] });
    if (codeOf(order) !== -2) return { order, ours, without: false, untried: null };
  }
  const untried = verdict?.kind === 'untold' ? verdict.why : null;
  return { order: await account.order({ values: SAMPLE }), ours, without: true, untried };
}
