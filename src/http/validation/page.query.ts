import { WholeNumberInQuery } from './fields.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** The query of every list; the cursor belongs to what is listed. */
export class PageQuery {
  @WholeNumberInQuery(1, MAX_LIMIT, { default: DEFAULT_LIMIT, description: 'How many at most.' })
  limit: number = DEFAULT_LIMIT;
}
