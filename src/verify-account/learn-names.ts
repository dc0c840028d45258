import { UNCONFIRMED, UNCONFIRMED_FIELDS, type UnconfirmedField } from './candidate-names.js';
import { type Check, ok, warning } from './check.js';
import { type GuardedAccount } from './guarded-account.js';
import { type NameTest, rejectsValueOf, tryName } from './name-test.js';
import { INCOMPLETE, SAMPLE } from './sample-order.js';

export type LearntNames = Record<UnconfirmedField, string | null>;

/** How far the search for the name of one field has come. */
interface Search {
  readonly field: UnconfirmedField;
  readonly candidates: readonly string[];
  tried: number;
  /** Sectigo knows it. */
  name: string | null;
  /** Sectigo knows it too, but not with a proper value of this field. */
  doubtful: string | null;
  /** Why the search has ended without a name. */
  why: string | null;
}

const isOver = ({ candidates, tried, name, why }: Search): boolean =>
  name !== null || why !== null || tried >= candidates.length;

/** Tries the candidates of the three unconfirmed names until Sectigo knows one; a name that an operator has set comes first. */
export class NameSearch {
  private readonly searches: readonly Search[];

  constructor(
    private readonly account: GuardedAccount,
    private readonly test: NameTest,
    given: Readonly<Partial<LearntNames>>,
  ) {
    this.searches = UNCONFIRMED_FIELDS.map((field) => ({
      field,
      candidates: [...new Set([given[field] ?? [], ...UNCONFIRMED[field].candidates].flat())],
      tried: 0,
      name: null,
      doubtful: null,
      why: null,
    }));
  }

  get names(): LearntNames {
    const found = this.searches.map(({ field, name, doubtful }) => [field, name ?? doubtful]);
    return Object.fromEntries(found) as LearntNames;
  }

  /** In turns, at most so many candidates of each field: whatever limits the calls, it limits all three alike. */
  async tryEach(most = Number.POSITIVE_INFINITY): Promise<void> {
    for (let turn = 0; turn < most && !this.searches.every(isOver); turn += 1) {
      for (const search of this.searches) if (!isOver(search)) await this.tryNext(search);
    }
  }

  async checks(): Promise<Check[]> {
    const checks: Check[] = [];
    for (const search of this.searches) checks.push(await this.checkOf(search));
    return checks;
  }

  private async tryNext(search: Search): Promise<void> {
    const { field, candidates, tried } = search;
    const name = candidates[tried];
    if (name === undefined) return;
    const verdict = await tryName(this.account, this.test, [name, UNCONFIRMED[field].value]);
    if (verdict.kind === 'untold') {
      search.why = verdict.why;
      return;
    }
    search.tried += 1;
    if (verdict.kind === 'unknown') return;
    // it may be an argument of another kind; an account need not have the template, though
    if (verdict.rejectsValue && UNCONFIRMED[field].kind === 'address') search.doubtful ??= name;
    else search.name = name;
  }

  private async checkOf({ field, candidates, tried, name, doubtful, why }: Search): Promise<Check> {
    const title = `name of ${field}`;
    if (name !== null) return ok(title, `Sectigo knows ${name}${await this.meaningOf(field, name)}`);
    if (doubtful !== null) {
      return warning(
        title,
        `Sectigo knows ${doubtful}, but refuses a proper ${UNCONFIRMED[field].kind} in it: its meaning is not proven.`,
      );
    }
    const asked = `${tried} of ${candidates.length} names were tried, and Sectigo knows none of them.`;
    if (why === null) return warning(title, `${asked} Ask Sectigo for the name.`);
    return warning(title, tried === 0 ? why : `${why} ${asked}`);
  }

  /** A malformed value must be refused by name: first in an order that cannot be placed, which may not get that far. */
  private async meaningOf(field: UnconfirmedField, name: string): Promise<string> {
    const { malformed, kind } = UNCONFIRMED[field];
    const tries = this.test.kind === 'whole' ? [SAMPLE] : [INCOMPLETE, SAMPLE];
    let isAccepted = false;
    for (const values of tries) {
      const outcome = await this.account.order({ values, others: [[name, malformed]] });
      if (rejectsValueOf(outcome, name)) return `, and refuses a malformed ${kind} in it.`;
      isAccepted = outcome.kind === 'placed';
    }
    const why = isAccepted ? `Sectigo accepted a malformed ${kind} in it` : 'no answer mentions its value';
    return `; its meaning is not proven: ${why}.`;
  }
}
