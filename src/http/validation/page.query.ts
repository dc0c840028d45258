import { type IdPrefix } from '../../shared/ids.js';
import { EXAMPLE_ID } from '../openapi/example-values.js';
import { idOf } from './field-rules.js';
import { OptionalField, WholeNumberInQuery } from './fields.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** The query of every list; each list has its own cursor. */
export class PageQuery {
  @WholeNumberInQuery(1, MAX_LIMIT, { default: DEFAULT_LIMIT, description: 'The most that a page may have.' })
  limit: number = DEFAULT_LIMIT;
}

/** The query of a list whose cursor is the id of the last item of the page before. */
export function pageQueryOf(
  prefix: IdPrefix,
  about = '`nextCursor` of the previous page.',
): new () => PageQuery & { cursor?: string } {
  class CursorQuery extends PageQuery {
    @OptionalField(
      idOf(prefix, 'cursor-invalid', 'must be a nextCursor of an earlier page'),
      about,
      EXAMPLE_ID[prefix],
    )
    cursor?: string;
  }
  return CursorQuery;
}
