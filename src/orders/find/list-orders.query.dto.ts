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
    description: 'Only orders in one of these statuses. Repeatable.',
  })
  status?: string[];
  @OptionalField(oneOf(CERTIFICATE_TYPES), 'Only orders of this type.') certificateType?: string;
  @OptionalField(text({ max: 64 }), 'Only the order with this reference.', 'PO-4711') reference?: string;
  @FlagInQuery('`true`: only test orders; `false`: only others.') test?: boolean;
  @OptionalField(text({ max: 64 }), {
    description: 'Only orders of this client. For operators; a client sees its own orders.',
    example: EXAMPLE_ID.cli,
  })
  clientId?: string;
  @OptionalField(time, 'Only orders accepted at this time or later.', '2026-11-01T00:00:00Z')
  createdAfter?: string;
  @OptionalField(time, 'Only orders accepted before this time.', '2026-12-01T00:00:00Z')
  createdBefore?: string;
  @OptionalField(
    time,
    'Only orders whose issued certificate expires before this time.',
    '2027-01-01T00:00:00Z',
  )
  expiresBefore?: string;
  @FlagInQuery('`true`: only orders whose issued certificate is not what was ordered; `false`: only others.')
  mismatched?: boolean;
  @OptionalField(
    oneOf(['issuance', 'revocation']),
    'Only placed orders that wait for Sectigo to issue or revoke their certificate.',
  )
  pending?: 'issuance' | 'revocation';
  @OptionalField(text({ max: 20 }), 'Only the order with this Sectigo order number.', '3040824')
  sectigoOrderNumber?: string;
  @OptionalField(text({ max: 64 }), 'Only the order with this Sectigo certificate id.', '9003040824')
  certificateId?: string;
  @OptionalField(text({ max: 100 }), {
    description: "Part of the organization's name, the reference or the Sectigo order number.",
    example: 'company abc',
  })
  q?: string;
}
