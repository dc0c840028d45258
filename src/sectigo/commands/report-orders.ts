import { failed } from './ask.js';
import { type ReportedOrder, type ReportOptions, type ReportOutcome } from './report-outcome.js';
import { type ReportFailed, type ReportQuery } from './report-outcome.js';
import { askForPage } from './report-page.js';
import { type Wire } from '../wire/wire.js';

const FIRST_PAGE_SIZE = 100;
/** Less than the first, as `parseReportPage` needs it. */
const PAGE_SIZE = FIRST_PAGE_SIZE - 1;
const MOST_PAGES = 100;

/**
 * `!WebHostReport`, page by page up to one that is not full. Each page begins with the last row of the page before: if
 * it does not, the list has moved meanwhile, and an order may have slipped through between the two.
 */
export async function reportOrders(
  query: ReportQuery,
  { signal }: ReportOptions,
  url: URL,
  wire: Wire,
): Promise<ReportOutcome> {
  const rows = new Map<string, ReportedOrder>();
  let announcedFirst = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { first, last } = resultsOf(page);
    const answer = await askForPage({ query, first, last, url, wire, signal });
    if (answer.kind !== 'page') return answer;
    if (page === 0) announcedFirst = answer.announced;
    else if (!rows.has(answer.rows[0]?.orderNumber ?? '')) return moved();
    const before = rows.size;
    answer.rows.forEach((row) => rows.set(row.orderNumber, row));
    if (answer.rows.length <= last - first) {
      // Rows that come twice have pushed others aside, unless they were pushed by new ones.
      return rows.size < announcedFirst ? moved() : { kind: 'reported', rows: [...rows.values()] };
    }
    if (rows.size === before) return moved();
  }
  return failed('too-many-rows', `The report has more than ${MOST_PAGES} pages.`);
}

/** Each page overlaps the one before it by one row. */
function resultsOf(page: number): { first: number; last: number } {
  const last = FIRST_PAGE_SIZE + page * (PAGE_SIZE - 1);
  return { first: page === 0 ? 1 : last - PAGE_SIZE + 1, last };
}

function moved(): ReportFailed {
  return failed('rows-moved', 'The report changed from one page to the next.');
}
