import { ApiProperty } from '@nestjs/swagger';
import { EVENT_TYPES } from '../../events/event-type.js';
import { type FieldRule, flag, text } from '../../http/validation/field-rules.js';
import { AbsentOrNullField, Field, OptionalField } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { isId } from '../../shared/ids.js';
import { DISABLED_REASONS, type DisabledReason } from '../deliver/delivery-decision.js';
import { eventTypes } from '../feed/events.dto.js';
import { type WebhookRow } from './webhooks.repository.js';

const MAX_URL = 2_048;
const MAX_DESCRIPTION = 500;

const webhookCursor: FieldRule = (value) =>
  typeof value === 'string' && isId('whk', value)
    ? undefined
    : { code: 'cursor-invalid', detail: 'must be a nextCursor of an earlier page' };

const subscription: FieldRule = (value) =>
  Array.isArray(value) && value.length === 0
    ? { code: 'blank', detail: 'must name a type; null or nothing means every type' }
    : eventTypes(value);

const URL_FIELD = {
  example: 'https://receiver.example.com/sectigo-events',
  description:
    'https; every address of its host must be public. The gateway may be set up to allow others, by http as well.',
} as const;
const TYPES_FIELD = {
  enum: EVENT_TYPES,
  isArray: true,
  example: ['order.placed', 'order.rejected'],
  description: 'null or absent: every type, those of later versions included.',
} as const;

export class ListWebhooksQuery extends PageQuery {
  @OptionalField(webhookCursor, {
    type: String,
    example: 'whk_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
    description: 'nextCursor of an earlier page.',
  })
  cursor?: string;
}

export class CreateWebhookDto {
  @Field(text({ max: MAX_URL }), URL_FIELD)
  url!: string;

  @OptionalField(subscription, TYPES_FIELD)
  eventTypes?: string[] | null;

  @OptionalField(text({ max: MAX_DESCRIPTION }), {
    type: String,
    example: 'contract service',
    description: 'For your own use.',
  })
  description?: string | null;
}

export class UpdateWebhookDto {
  @OptionalField(text({ max: MAX_URL }), { type: String, ...URL_FIELD })
  url?: string | null;

  @AbsentOrNullField(subscription, TYPES_FIELD)
  eventTypes?: string[] | null;

  @AbsentOrNullField(text({ max: MAX_DESCRIPTION }), {
    type: String,
    example: 'contract service',
    description: 'For your own use; null removes it.',
  })
  description?: string | null;

  @OptionalField(flag, {
    type: Boolean,
    description: 'true also sends what has waited since it was disabled.',
  })
  enabled?: boolean | null;
}

export class WebhookResponse {
  @ApiProperty({ example: 'whk_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'The id of the webhook.' })
  id!: string;
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'Whose it is.' })
  clientId!: string;
  @ApiProperty({ example: URL_FIELD.example, description: 'Where events are posted to.' })
  url!: string;
  @ApiProperty({ enum: EVENT_TYPES, isArray: true, nullable: true, description: 'null: every type.' })
  eventTypes!: string[] | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'contract service',
    description: 'For your own use.',
  })
  description!: string | null;
  @ApiProperty({ example: true, description: 'Whether anything is sent.' })
  enabled!: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Since when nothing is sent.',
  })
  disabledAt!: string | null;
  @ApiProperty({
    enum: DISABLED_REASONS,
    nullable: true,
    description:
      'requested: by PATCH; gone: the receiver answered 410; tries-exhausted: a delivery failed ten times.',
  })
  disabledReason!: DisabledReason | null;
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt!: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  @ApiProperty({
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    description: 'For checking signatures: shown here once, never again.',
  })
  secret!: string;
}

export class WebhookListResponse {
  @ApiProperty({ type: [WebhookResponse], description: 'The webhooks of the page.' })
  data!: WebhookResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Send it as cursor for the next page; null: there is none.',
  })
  nextCursor!: string | null;
}

/** Without its secrets. */
export function toWebhookResponse(webhook: WebhookRow): WebhookResponse {
  const {
    id,
    clientId,
    url,
    eventTypes: types,
    description,
    disabledAt,
    disabledReason,
    createdAt,
  } = webhook;
  return {
    id,
    clientId,
    url,
    eventTypes: types.length > 0 ? types : null,
    description,
    enabled: disabledAt === null,
    disabledAt: disabledAt?.toISOString() ?? null,
    disabledReason: disabledReason as DisabledReason | null,
    createdAt: createdAt.toISOString(),
  };
}
