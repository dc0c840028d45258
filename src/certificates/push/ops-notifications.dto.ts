import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { ListOf, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { matching, oneOf } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';
import { PUSH_REASONS, PUSH_STATES } from './push-state.js';

/** The query of `GET /v1/ops/notifications`. */
export class ListNotificationsQuery extends pageQueryOf('ntf') {
  @OptionalField(oneOf(PUSH_STATES), 'Only pushes in this state.', 'unreadable') state?: string;
  @OptionalField(oneOf(PUSH_REASONS), 'Only with this reason.', 'certificate-unreadable') reason?: string;
  @OptionalField(
    matching(20, /^[0-9]{1,20}$/, 'must be an order number of Sectigo'),
    'Only about the order with this Sectigo order number.',
    '3040824',
  )
  sectigoOrderNumber?: string;
}

/** A push without its content. */
export class NotificationSummaryResponse {
  @Text('The id of the push.', EXAMPLE_ID.ntf) id!: string;
  @OneOf(
    PUSH_STATES,
    '`received`: not looked at yet; `waiting`: no placed order has its number yet; `applied`: it changed ' +
      'something; `superseded`: its news was old; `unusable`: it has no order number or no known status; ' +
      '`unmatched`: it waited for a month; `unreadable`: its body could not be taken apart.',
    'unreadable',
  )
  state!: string;
  @OneOf.orNull(PUSH_REASONS, 'What is wrong with it; null if nothing is.', 'body-unreadable')
  reason!: string | null;
  @Text.orNull("Sectigo's order number; null if it could not be read.", '3040824')
  sectigoOrderNumber!: string | null;
  @Text.orNull('The order that it is about.', EXAMPLE_ID.ord)
  orderId!: string | null;
  @Whole('How often the same content was received.', 1) receipts!: number;
  @Time('When it was first received.') receivedAt!: string;
  @Time('When it was last received.') lastReceivedAt!: string;
}

export class NotificationListResponse extends pageOf(
  NotificationSummaryResponse,
  'The pushes of the page.',
) {}

export class PushedFieldResponse {
  @Text('The name as Sectigo writes it.', 'statusCode') name!: string;
  @Text('The value as it came.', '6') value!: string;
}

export class UnreadableBodyResponse {
  @Text('The `Content-Type` of the body; empty if it had none.', 'text/xml') contentType!: string;
  @Whole('Its length. At most 64 KiB of it are kept.', 48) bytes!: number;
  @Text('The body as UTF-8, or as Latin-1 if it is not UTF-8.', '<push orderNumber="3040824"/>')
  text!: string;
  @Text('The bytes of the body.', 'PHB1c2ggb3JkZXJOdW1iZXI9IjMwNDA4MjQiLz4=') base64!: string;
}

/** A push with its content. */
export class NotificationResponse extends NotificationSummaryResponse {
  @ListOf(PushedFieldResponse, 'Its parameters in their order.')
  fields!: PushedFieldResponse[];
  @Part.orNull(UnreadableBodyResponse, 'For an unreadable push: its body as it came.')
  body!: UnreadableBodyResponse | null;
}
