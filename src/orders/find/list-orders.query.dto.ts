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
  @OptionalField(orderCursor, {
    type: String,
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'The `nextCursor` of the page before.',
  })
  cursor?: string;

  @OptionalField(statuses, {
    enum: ORDER_STATUSES,
    isArray: true,
    example: ['placed'],
    description: 'Only orders in one of these statuses; repeatable.',
  })
  @Transform(toArray)
  status?: string[];

  @OptionalField(oneOf(CERTIFICATE_TYPES), {
    enum: CERTIFICATE_TYPES,
    description: 'Only orders of this type.',
  })
  certificateType?: string;

  @OptionalField(text({ max: 64 }), {
    type: String,
    example: 'PO-4711',
    description: 'Only the order with this reference.',
  })
  reference?: string;

  @OptionalField(oneOf(['true', 'false']), {
    enum: ['true', 'false'],
    description: 'Only test orders, or only others.',
  })
  test?: string;

  @OptionalField(text({ max: 64 }), {
    type: String,
    description: 'Operators only; a client sees its own orders.',
    example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
  })
  clientId?: string;

  @OptionalField(time, {
    type: String,
    format: 'date-time',
    example: '2026-11-01T00:00:00Z',
    description: 'Only orders made at this time or later.',
  })
  createdAfter?: string;

  @OptionalField(time, {
    type: String,
    format: 'date-time',
    example: '2026-12-01T00:00:00Z',
    description: 'Only orders made before this time.',
  })
  createdBefore?: string;

  @OptionalField(time, {
    type: String,
    format: 'date-time',
    example: '2027-01-01T00:00:00Z',
    description: 'Only orders whose issued certificate ends before this time.',
  })
  expiresBefore?: string;

  @OptionalField(oneOf(['true', 'false']), {
    enum: ['true', 'false'],
    description: 'Only orders whose issued certificate is not what was ordered, or only others.',
  })
  mismatched?: string;

  @OptionalField(text({ max: 20 }), {
    type: String,
    example: '3040824',
    description: "Only the order with this number of Sectigo's.",
  })
  sectigoOrderNumber?: string;

  @OptionalField(text({ max: 100 }), {
    type: String,
    description: "Part of the organization's name, the reference or Sectigo's order number.",
    example: 'company abc',
  })
  q?: string;
}
