import { PUBLISHED_CATALOGUE, PUBLISHED_ERRORS } from '../sectigo/index.js';
import { type Check, ok, warning } from './check.js';
import { type GuardedAccount, type NotAsked, said } from './guarded-account.js';
import { type OrderOutcome } from '../sectigo/index.js';
import { codeOf, whyNot } from './name-test.js';
import { type Provocation, PROVOCATIONS, PUBLISHED_REFUSALS } from './sample-order.js';

/** As SECTIGO_ERROR_CODES_FILE has it: the number of a published row. */
export interface LearntCode {
  readonly code: number;
  readonly row: number;
}

/** Makes mistakes on purpose, and learns from the words of each refusal which row its number belongs to. */
export async function learnErrorCodes(
  account: GuardedAccount,
  refusal?: number,
): Promise<{ checks: Check[]; codes: LearntCode[] }> {
  const learnt: LearntCode[] = [];
  const notes = new Map<number, string>();
  for (const provocation of PROVOCATIONS) {
    if (learnt.some(({ row }) => row === provocation.row)) continue;
    const outcome = await account.order({ values: provocation.values });
    const found = learntFrom(outcome, provocation);
    if (found === null) notes.set(provocation.row, noteOf(outcome));
    else if (!learnt.some(({ code, row }) => code === found.code && row === found.row)) learnt.push(found);
    if (account.stopped !== null) break;
    if (refusal !== undefined && codeOf(outcome) === refusal) {
      return {
        checks: [warning('error numbers', `Not tried: every order is refused with ${refusal}.`)],
        codes: [],
      };
    }
  }
  const published = await checkPublished(account);
  const codes = withoutContradictions(learnt);
  const unlearnt = [...notes].filter(([row]) => !codes.some((one) => one.row === row));
  return { checks: [published, checkOf(codes, unlearnt, account.stopped)], codes };
}

async function checkPublished(account: GuardedAccount): Promise<Check> {
  const others: string[] = [];
  for (const { code, values } of PUBLISHED_REFUSALS) {
    const outcome = await account.order({ values });
    if (codeOf(outcome) !== code) others.push(`${code} was due; ${whyNot(outcome)}`);
  }
  const name = 'published error numbers';
  const codes = PUBLISHED_REFUSALS.map(({ code }) => code).join(', ');
  return others.length === 0
    ? ok(name, `Refusals have the published numbers (${codes}).`)
    : warning(name, others.join(' '));
}

/** Words of errors that may leave an order behind. */
const DOUBT = /\b(?:time-?d?(?: ?out)?|pending|processing|internal|unknown error|later|tier)\b/i;

/** Words decide; what was provoked only does where they fit and no row claims them. A published number is known already. */
export function learntFrom(
  outcome: OrderOutcome | NotAsked,
  { row: aim, about }: Pick<Provocation, 'row' | 'about'>,
): LearntCode | null {
  const code = codeOf(outcome);
  const message = 'message' in outcome ? outcome.message : null;
  if (code === null || message === null || PUBLISHED_CATALOGUE.byCode.has(code)) return null;
  const matching = PUBLISHED_ERRORS.filter(
    (entry) => entry.row !== null && entry.code === null && entry.words?.test(message) === true,
  );
  // a wrong "refused" could buy twice
  if (DOUBT.test(message) || matching.some(({ disposition }) => disposition === 'unknown')) return null;
  const rows = matching.flatMap(({ row }) => row ?? []);
  const [only, ...others] = rows;
  if (rows.includes(aim) || (only === undefined && about.test(message))) return { code, row: aim };
  return only === undefined || others.length > 0 ? null : { code, row: only };
}

/** A number for two rows, or two for one, is none that can be relied on. */
function withoutContradictions(learnt: readonly LearntCode[]): LearntCode[] {
  return learnt.filter(({ code, row }) =>
    learnt.every((other) => (other.code === code) === (other.row === row)),
  );
}

const UNPUBLISHED = ', which nobody has published';

function noteOf(outcome: OrderOutcome | NotAsked): string {
  const code = codeOf(outcome);
  if (code === null) return whyNot(outcome).replace(/\.$/, '');
  const answer = said({ errorCode: code, message: 'message' in outcome ? outcome.message : null });
  return PUBLISHED_CATALOGUE.byCode.has(code)
    ? `answered ${answer}`
    : `answered ${answer}, which nobody has published`;
}

function checkOf(
  codes: readonly LearntCode[],
  unlearnt: readonly (readonly [row: number, note: string])[],
  stopped: string | null,
): Check {
  const learnt = codes.map(({ code, row }) => `${code} is row ${row}`).join(', ');
  const left = unlearnt.map(([row, note]) => `row ${row}: ${note}`).join('; ');
  const detail = [
    learnt === '' ? 'No number was learnt.' : `Learnt: ${learnt}.`,
    left === '' ? '' : `Not learnt: ${left}.`,
    stopped ?? '',
  ].filter((part) => part !== '');
  const isNew = unlearnt.some(([, note]) => note.endsWith(UNPUBLISHED));
  return stopped === null && codes.length > 0 && !isNew
    ? ok('error numbers', detail.join(' '))
    : warning('error numbers', detail.join(' '));
}
