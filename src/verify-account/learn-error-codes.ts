import { type OrderOutcome, PUBLISHED_CATALOGUE, PUBLISHED_ERRORS } from '../sectigo/index.js';
import { type Check, ok, warning } from './check.js';
import { type GuardedAccount } from './guarded-account.js';
import { codeOf, whyNot } from './name-test.js';
import { type Denied, type NotAsked, reasonOf, said } from './reasons.js';
import { type Provocation, PROVOCATIONS, PUBLISHED_REFUSALS } from './sample-order.js';

/** As SECTIGO_ERROR_CODES_FILE has it: the number of a published row. */
export interface LearntCode {
  readonly code: number;
  readonly row: number;
}

/** Row → why its number is not learnt. */
type Notes = Map<number, string>;

/** Makes mistakes on purpose, and learns from the words of each refusal which row its number belongs to. */
export async function learnErrorCodes(
  account: GuardedAccount,
  refusal?: number,
): Promise<{ checks: Check[]; codes: LearntCode[] }> {
  const learnt: LearntCode[] = [];
  const notes: Notes = new Map();
  let stopped: string | null = null;
  for (const provocation of PROVOCATIONS) {
    if (learnt.some(({ row }) => row === provocation.row)) continue;
    const outcome = await account.order({ values: provocation.values });
    if (refusal !== undefined && codeOf(outcome) === refusal) {
      return {
        checks: [warning('error numbers', `Not tried: Sectigo refuses every order with ${refusal}.`)],
        codes: [],
      };
    }
    if (isEnd(outcome)) {
      stopped = reasonOf(outcome);
      break;
    }
    const found = learntFrom(outcome, provocation);
    if (found === null) notes.set(provocation.row, noteOf(outcome));
    else if (!learnt.some(({ code, row }) => code === found.code && row === found.row)) learnt.push(found);
  }
  const published = await checkPublished(account);
  const codes = withoutContradictions(learnt);
  for (const { code, row } of learnt.filter((one) => !codes.includes(one))) {
    notes.set(row, `Sectigo answers ${code} to more than one mistake, or more than one number to this one`);
  }
  const unlearnt = [...notes].filter(([row]) => !codes.some((one) => one.row === row));
  return { checks: [published, checkOf(codes, unlearnt, stopped)], codes };
}

type End = Extract<OrderOutcome | NotAsked | Denied, { kind: 'not-asked' | 'denied' | 'throttled' }>;

/** Nothing more can be learnt after it. */
function isEnd(outcome: OrderOutcome | NotAsked | Denied): outcome is End {
  return ['not-asked', 'denied', 'throttled'].includes(outcome.kind);
}

async function checkPublished(account: GuardedAccount): Promise<Check> {
  const name = 'published error numbers';
  const others: string[] = [];
  for (const { code, mistake, values } of PUBLISHED_REFUSALS) {
    const outcome = await account.order({ values });
    if (isEnd(outcome)) others.push(reasonOf(outcome));
    else if (codeOf(outcome) !== code)
      others.push(`${mistake} should be refused with ${code}. ${whyNot(outcome)}`);
  }
  const codes = PUBLISHED_REFUSALS.map(({ code }) => code).join(', ');
  return others.length === 0
    ? ok(name, `Sectigo refuses with the published numbers (${codes}).`)
    : warning(name, [...new Set(others)].join(' '));
}

/** Words of errors that may leave an order behind. */
const DOUBT = /\b(?:time-?d?(?: ?out)?|pending|processing|internal|unknown error|later|tier)\b/i;

/** Words decide; what was provoked only does where they fit and no row claims them. A published number is known already. */
export function learntFrom(
  outcome: OrderOutcome | NotAsked | Denied,
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

const UNPUBLISHED = ', which is published nowhere';

function noteOf(outcome: OrderOutcome | NotAsked | Denied): string {
  const code = codeOf(outcome);
  if (code === null) return whyNot(outcome).replace(/\.$/, '');
  const answer = said({ errorCode: code, message: 'message' in outcome ? outcome.message : null });
  return `Sectigo answered ${answer}${PUBLISHED_CATALOGUE.byCode.has(code) ? '' : UNPUBLISHED}`;
}

function checkOf(
  codes: readonly LearntCode[],
  unlearnt: readonly (readonly [row: number, note: string])[],
  stopped: string | null,
): Check {
  const learnt = codes.map(({ code, row }) => `${code} is ${wordsOf(row)}`).join(', ');
  const left = unlearnt.map(([row, note]) => `${wordsOf(row)}: ${note}`).join('; ');
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

/** Such as “E-mail address invalid” (row 25). */
function wordsOf(row: number): string {
  const published = PUBLISHED_ERRORS.find((entry) => entry.row === row);
  return `“${published?.description.replace(/\.$/, '') ?? ''}” (row ${row})`;
}
