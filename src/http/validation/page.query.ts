import { Transform } from 'class-transformer';
import { integer } from './field-rules.js';
import { OptionalField } from './fields.js';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const toNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** The query of every list; the cursor belongs to what is listed. */
export class PageQuery {
  @OptionalField(integer(1, MAX_LIMIT), {
    type: 'integer',
    default: DEFAULT_LIMIT,
    minimum: 1,
    maximum: MAX_LIMIT,
    description: 'How many at most.',
  })
  @Transform(toNumber)
  limit: number = DEFAULT_LIMIT;
}
