import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { oneOf, someOf, text, time } from '../../http/validation/field-rules.js';
import { FlagInQuery, OptionalField, RepeatableInQuery } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';
import { CERTIFICATE_TYPES } from '../domain/order-details.js';
import { ORDER_STATUSES } from '../domain/order-status.js';

const statuses = someOf(ORDER_STATUSES, `must be ${ORDER_STATUSES.join(' or ')}`);

/** The query of `GET /v1/orders`. */
export class ListOrdersQuery extends pageQueryOf('ord') {
  @RepeatableInQuery(statuses, {
    example: ['placed'],
    description: 'Only orders in one of these statuses; repeatable.',
  })
  status?: string[];
  @OptionalField(oneOf(CERTIFICATE_TYPES), 'Only orders of this type.') certificateType?: string;
  @OptionalField(text({ max: 64 }), 'Only the order with this reference.', 'PO-4711') reference?: string;
  @FlagInQuery('Only test orders, or only others.') test?: boolean;
  @OptionalField(text({ max: 64 }), {
    description: 'Operators only; a client sees its own orders.',
    example: EXAMPLE_ID.cli,
  })
  clientId?: string;
  @OptionalField(time, 'Only orders made at this time or later.', '2026-11-01T00:00:00Z')
  createdAfter?: string;
  @OptionalField(time, 'Only orders made before this time.', '2026-12-01T00:00:00Z') createdBefore?: string;
  @OptionalField(time, 'Only orders whose issued certificate ends before this time.', '2027-01-01T00:00:00Z')
  expiresBefore?: string;
  @FlagInQuery('Only orders whose issued certificate is not what was ordered, or only others.')
  mismatched?: boolean;
  @OptionalField(
    oneOf(['issuance', 'revocation']),
    'Only placed orders that wait for Sectigo: for the issuance of their certificate, or for its revocation.',
  )
  pending?: 'issuance' | 'revocation';
  @OptionalField(text({ max: 20 }), "Only the order with this number of Sectigo's.", '3040824')
  sectigoOrderNumber?: string;
  @OptionalField(text({ max: 64 }), "Only the order with this certificate id of Sectigo's.", '9003040824')
  certificateId?: string;
  @OptionalField(text({ max: 100 }), {
    description: "Part of the organization's name, the reference or Sectigo's order number.",
    example: 'company abc',
  })
  q?: string;
}
