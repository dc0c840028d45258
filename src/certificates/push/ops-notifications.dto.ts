import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { ListOf, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { matching, oneOf } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';
import { PUSH_REASONS, PUSH_STATES } from './push-state.js';

/** The query of `GET /v1/ops/notifications`. */
export class ListNotificationsQuery extends pageQueryOf('ntf') {
  @OptionalField(oneOf(PUSH_STATES), 'Only in this state.', 'unreadable') state?: string;
  @OptionalField(oneOf(PUSH_REASONS), 'Only for this reason.', 'certificate-unreadable') reason?: string;
  @OptionalField(
    matching(20, /^[0-9]{1,20}$/, 'must be an order number of Sectigo'),
    "Only about the order with this number of Sectigo's.",
    '3040824',
  )
  sectigoOrderNumber?: string;
}

/** What Sectigo pushed, without its content. */
export class NotificationSummaryResponse {
  @Text('The id of the push.', EXAMPLE_ID.ntf) id!: string;
  @OneOf(
    PUSH_STATES,
    'received: not looked at yet; waiting: for an order with its number; applied; superseded: its news were old; unusable: it ' +
      'has no order number or no status; unmatched: it waited for a month; unreadable: nobody can take its body apart.',
    'unreadable',
  )
  state!: string;
  @OneOf.orNull(PUSH_REASONS, 'What is wrong with it; null: nothing.', 'body-unreadable')
  reason!: string | null;
  @Text.orNull("Sectigo's order number; null: none could be read.", '3040824')
  sectigoOrderNumber!: string | null;
  @Text.orNull('The order that it was applied to, or would have been.', EXAMPLE_ID.ord)
  orderId!: string | null;
  @Whole('How often the same content came.', 1) receipts!: number;
  @Time('When it came first.') receivedAt!: string;
  @Time('When it came last.') lastReceivedAt!: string;
}

export class NotificationListResponse extends pageOf(
  NotificationSummaryResponse,
  'The pushes of the page.',
) {}

export class PushedFieldResponse {
  @Text('As Sectigo writes it.', 'statusCode') name!: string;
  @Text('As it came.', '6') value!: string;
}

export class UnreadableBodyResponse {
  @Text('What the body calls itself; empty: nothing.', 'text/xml') contentType!: string;
  @Whole('How long it is; no more than 64 KiB of it are kept.', 48) bytes!: number;
  @Text('As UTF-8, or else as Latin-1.', '<push orderNumber="3040824"/>') text!: string;
  @Text('The bytes themselves.', 'PHB1c2ggb3JkZXJOdW1iZXI9IjMwNDA4MjQiLz4=') base64!: string;
}

/** What Sectigo pushed. */
export class NotificationResponse extends NotificationSummaryResponse {
  @ListOf(PushedFieldResponse, 'Its parameters in their order, as far as there are any.')
  fields!: PushedFieldResponse[];
  @Part.orNull(UnreadableBodyResponse, 'Of an unreadable one: its body as it came.')
  body!: UnreadableBodyResponse | null;
}
