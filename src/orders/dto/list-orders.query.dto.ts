import { Transform } from 'class-transformer';
import { type FieldRule, oneOf, text, time } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { isId } from '../../shared/ids.js';
import { CERTIFICATE_TYPES } from '../domain/order-details.js';
import { ORDER_STATUSES } from '../domain/order-status.js';

const statuses: FieldRule = (value) =>
  Array.isArray(value) && value.every((status) => ORDER_STATUSES.includes(status as never))
    ? undefined
    : { code: 'invalid-value', detail: `must be ${ORDER_STATUSES.join(' or ')}` };

const orderCursor: FieldRule = (value) =>
  typeof value === 'string' && isId('ord', value)
    ? undefined
    : { code: 'cursor-invalid', detail: 'must be a nextCursor of an earlier page' };

const toArray = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? [value] : value);

/** The query of `GET /v1/orders`. */
export class ListOrdersQuery extends PageQuery {
  @OptionalField(orderCursor, { type: String })
  cursor?: string;

  @OptionalField(statuses, { enum: ORDER_STATUSES, isArray: true, description: 'Repeatable.' })
  @Transform(toArray)
  status?: string[];

  @OptionalField(oneOf(CERTIFICATE_TYPES), { enum: CERTIFICATE_TYPES })
  certificateType?: string;

  @OptionalField(text({ max: 64 }), { type: String })
  reference?: string;

  @OptionalField(oneOf(['true', 'false']), { enum: ['true', 'false'] })
  test?: string;

  @OptionalField(text({ max: 64 }), {
    type: String,
    description: 'Operators only; a client sees its own orders.',
  })
  clientId?: string;

  @OptionalField(time, { type: String, format: 'date-time' })
  createdAfter?: string;

  @OptionalField(time, { type: String, format: 'date-time' })
  createdBefore?: string;

  @OptionalField(text({ max: 20 }), { type: String })
  sectigoOrderNumber?: string;

  @OptionalField(text({ max: 100 }), {
    type: String,
    description: "Part of the organization's name, the reference or Sectigo's order number.",
  })
  q?: string;
}
