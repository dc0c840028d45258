import { ApiProperty } from '@nestjs/swagger';
import { type FieldRule, matching, oneOf } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { parseSequenceId } from '../../shared/sequence-id.js';
import { PUSH_REASONS, PUSH_STATES } from './push-state.js';

const ID = 'ntf_0000000000000000042';

const notificationCursor: FieldRule = (value) =>
  typeof value === 'string' && parseSequenceId('ntf', value) !== undefined
    ? undefined
    : { code: 'cursor-invalid', detail: 'must be a nextCursor of an earlier page' };

/** The query of `GET /v1/ops/notifications`. */
export class ListNotificationsQuery extends PageQuery {
  @OptionalField(notificationCursor, {
    type: String,
    example: ID,
    description: 'The `nextCursor` of the page before.',
  })
  cursor?: string;

  @OptionalField(oneOf(PUSH_STATES), {
    enum: PUSH_STATES,
    example: 'unreadable',
    description: 'Only in this state.',
  })
  state?: string;

  @OptionalField(oneOf(PUSH_REASONS), {
    enum: PUSH_REASONS,
    example: 'certificate-unreadable',
    description: 'Only for this reason.',
  })
  reason?: string;

  @OptionalField(matching(20, /^[0-9]{1,20}$/, 'must be an order number of Sectigo'), {
    type: String,
    example: '3040824',
    description: "Only about the order with this number of Sectigo's.",
  })
  sectigoOrderNumber?: string;
}

/** What Sectigo pushed, without its content. */
export class NotificationSummaryResponse {
  @ApiProperty({ example: ID, description: 'The id of the push.' })
  id!: string;
  @ApiProperty({
    enum: PUSH_STATES,
    example: 'unreadable',
    description:
      'received: not looked at yet; waiting: for an order with its number; applied; superseded: its news were old; unusable: it ' +
      'has no order number or no status; unmatched: it waited for a month; unreadable: nobody can take its body apart.',
  })
  state!: string;
  @ApiProperty({
    type: String,
    enum: PUSH_REASONS,
    nullable: true,
    example: 'body-unreadable',
    description: 'What is wrong with it; null: nothing.',
  })
  reason!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '3040824',
    description: "Sectigo's order number; null: none could be read.",
  })
  sectigoOrderNumber!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'The order that it was applied to, or would have been.',
  })
  orderId!: string | null;
  @ApiProperty({ type: 'integer', example: 1, description: 'How often the same content came.' })
  receipts!: number;
  @ApiProperty({ format: 'date-time', description: 'When it came first.' })
  receivedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When it came last.' })
  lastReceivedAt!: string;
}

export class NotificationListResponse {
  @ApiProperty({ type: [NotificationSummaryResponse], description: 'The pushes of the page.' })
  data!: NotificationSummaryResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Send it as cursor for the next page; null: there is none.',
  })
  nextCursor!: string | null;
}

export class PushedFieldResponse {
  @ApiProperty({ example: 'statusCode', description: 'As Sectigo writes it.' })
  name!: string;
  @ApiProperty({ example: '6', description: 'As it came.' })
  value!: string;
}

export class UnreadableBodyResponse {
  @ApiProperty({ example: 'text/xml', description: 'What the body calls itself; empty: nothing.' })
  contentType!: string;
  @ApiProperty({
    type: 'integer',
    example: 48,
    description: 'How long it is; no more than 64 KiB of it are kept.',
  })
  bytes!: number;
  @ApiProperty({ example: '<push orderNumber="3040824"/>', description: 'As UTF-8, or else as Latin-1.' })
  text!: string;
  @ApiProperty({ example: 'PHB1c2ggb3JkZXJOdW1iZXI9IjMwNDA4MjQiLz4=', description: 'The bytes themselves.' })
  base64!: string;
}

/** What Sectigo pushed. */
export class NotificationResponse extends NotificationSummaryResponse {
  @ApiProperty({
    type: [PushedFieldResponse],
    description: 'Its parameters in their order, as far as there are any.',
  })
  fields!: PushedFieldResponse[];
  @ApiProperty({
    type: UnreadableBodyResponse,
    nullable: true,
    description: 'Of an unreadable one: its body as it came.',
  })
  body!: UnreadableBodyResponse | null;
}
