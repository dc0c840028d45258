import { matchOwnError } from '../tables/error-match.js';
import { type FormLogin, type FormResult, formOf } from '../wire/form.js';
import { ask, type Command, type Wire } from './execute.js';
import { type Asked, type AskOptions, type Failed, failed, type Refused, type Throttled } from './outcome.js';
import { parseReportPage, type ReportedOrder, type WholePage } from './report-reply.js';

/** Which orders the report is about. */
export interface ReportQuery {
  /** Placed in this second or later. */
  readonly from: Date;
  /** Placed in this second or earlier. */
  readonly to: Date;
  /**
   * `_` and `%` in it are wildcards that cannot be escaped, so the report may have more than was meant; and less, should
   * Sectigo spell the name otherwise. To find out whether an order exists, ask without it and compare.
   */
  readonly organizationName?: string | undefined;
  readonly foreignOrderNumber?: string | undefined;
}

/** Every order that Sectigo reports for the query, each once. */
interface Reported {
  readonly kind: 'reported';
  readonly rows: readonly ReportedOrder[];
}

type ReportFailure =
  | Failed['reason']
  /** The list moved from one page to the next, so that an order may be missing. */
  | 'rows-moved'
  /** More pages than are ever asked for. */
  | 'too-many-rows';

export type ReportOutcome = Reported | Refused | Throttled | Failed<ReportFailure>;

/** Results counted from 1, both ends included. */
interface Results {
  readonly first: number;
  readonly last: number;
}

const FIRST_PAGE_SIZE = 100;
/** Less than the first, as `parseReportPage` needs it. */
const PAGE_SIZE = FIRST_PAGE_SIZE - 1;
const MOST_PAGES = 100;

/**
 * The report page by page, up to one that is not full. Each page begins with the last row of the page before: if it does
 * not, the list has moved meanwhile, and an order may have slipped through between the two. A signal ends the whole
 * report; the client's time-out is for each page.
 */
export async function reportOrders(
  query: ReportQuery,
  options: AskOptions,
  wire: Wire,
): Promise<ReportOutcome> {
  const rows = new Map<string, ReportedOrder>();
  let announcedFirst = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const results = resultsOf(page);
    const answer: Asked<WholePage> = await ask(pageCommand(query, results, options, wire), wire);
    if (answer.kind !== 'page') return answer;
    if (page === 0) announcedFirst = answer.announced;
    else if (!rows.has(answer.rows[0]?.orderNumber ?? '')) return moved();
    const before = rows.size;
    answer.rows.forEach((row) => rows.set(row.orderNumber, row));
    if (answer.rows.length <= results.last - results.first) {
      // Rows that come twice have pushed others aside, unless they were pushed by new ones.
      return rows.size < announcedFirst ? moved() : { kind: 'reported', rows: [...rows.values()] };
    }
    if (rows.size === before) return moved();
  }
  return failed('too-many-rows', `The report has more than ${MOST_PAGES} pages.`);
}

/** Each page overlaps the one before it by one row. */
function resultsOf(page: number): Results {
  const last = FIRST_PAGE_SIZE + page * (PAGE_SIZE - 1);
  return { first: page === 0 ? 1 : last - PAGE_SIZE + 1, last };
}

function moved(): ReportOutcome {
  return failed('rows-moved', 'The report changed from one page to the next.');
}

function pageCommand(
  query: ReportQuery,
  results: Results,
  { signal }: AskOptions,
  { catalogue }: Wire,
): Command<WholePage> {
  return {
    name: '!WebHostReport',
    form: (login) => reportForm(query, results, login),
    // 10 KiB a row, many times what one takes
    mostReplyBytes: 1024 * 1024,
    asksFor: 'report',
    read: ({ body, framed, safe }) => {
      const page = parseReportPage(body, { framed, safe, ...results });
      if (page.kind !== 'page') return page;
      const unread = page.rows.some(({ unreadable }) => Object.keys(unreadable).length > 0);
      return { kind: 'answer', answer: page, unread };
    },
    match: (error) => matchOwnError(error, catalogue),
    signal,
  };
}

function reportForm(
  { from, to, organizationName, foreignOrderNumber }: ReportQuery,
  { first, last }: Results,
  login: FormLogin,
): FormResult {
  // An empty window has an empty report, which would look like an order that was never placed.
  if (!(from.getTime() <= to.getTime()))
    return { kind: 'faults', faults: ['the window ends before it begins'] };
  return formOf(login, [
    ['notBefore', String(Math.floor(from.getTime() / 1000))],
    // An order may have been placed within the last second.
    ['notAfter', String(Math.ceil(to.getTime() / 1000))],
    ['firstResultNo', String(first)],
    ['lastResultNo', String(last)],
    ['organizationName', organizationName],
    ['foreignOrderNumber', foreignOrderNumber],
    // without them the report is silent about both
    ['showCertificateID', 'Y'],
    ['showCost', 'Y'],
  ]);
}
