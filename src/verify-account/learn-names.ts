import { UNCONFIRMED, UNCONFIRMED_FIELDS, type UnconfirmedField } from './candidate-names.js';
import { type Check, ok, warning } from './check.js';
import { type GuardedAccount } from './guarded-account.js';
import { type NameTest, tryName } from './name-test.js';

export type LearntNames = Record<UnconfirmedField, string | null>;

/** Tries the candidates of the three unconfirmed names until Sectigo knows one; a name that an operator has set comes first. */
export async function learnNames(
  account: GuardedAccount,
  test: NameTest,
  given: Readonly<Partial<LearntNames>>,
): Promise<{ checks: Check[]; names: LearntNames }> {
  const names: LearntNames = {
    customerEmail: null,
    callbackTemplateId: null,
    subscriberAgreementTemplateId: null,
  };
  const checks: Check[] = [];
  for (const field of UNCONFIRMED_FIELDS) {
    const { candidates, value } = UNCONFIRMED[field];
    const set = given[field] ?? undefined;
    const tried = [...new Set([...(set === undefined ? [] : [set]), ...candidates])];
    const { name, why } = await firstKnown(account, test, tried, value);
    names[field] = name;
    checks.push(name === null ? warning(`name of ${field}`, why) : ok(`name of ${field}`, why));
  }
  return { checks, names };
}

/** So long for each name, or a slow Sectigo would make it hours. */
const WITHIN_MS = 30_000;

async function firstKnown(
  account: GuardedAccount,
  test: NameTest,
  candidates: readonly string[],
  value: string,
): Promise<{ name: string | null; why: string }> {
  const endsAt = performance.now() + WITHIN_MS;
  for (const [tried, name] of candidates.entries()) {
    if (performance.now() > endsAt) {
      return {
        name: null,
        why: `Sectigo is slow: ${tried} of ${candidates.length} names were tried. Ask Sectigo for it.`,
      };
    }
    const verdict = await tryName(account, test, [name, value]);
    if (verdict.kind === 'known') return { name, why: `Sectigo knows ${name}.` };
    if (verdict.kind === 'untold') return { name: null, why: verdict.why };
  }
  return {
    name: null,
    why: `Sectigo knows none of ${candidates.length} names that were tried. Ask Sectigo for it.`,
  };
}
