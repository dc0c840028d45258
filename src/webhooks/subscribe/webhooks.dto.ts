import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { Flag, OneOf, SomeOf, Text, Time } from '../../http/openapi/property.js';
import { EVENT_TYPES } from '../../events/event-type.js';
import { type FieldRule, flag, text } from '../../http/validation/field-rules.js';
import { AbsentOrNullField, Field, OptionalField } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';
import { DISABLED_REASONS, type DisabledReason } from '../deliver/delivery-decision.js';
import { eventTypes } from '../feed/events.dto.js';
import { type WebhookRow } from './webhooks.repository.js';

const MAX_URL = 2_048;
const MAX_DESCRIPTION = 500;

const subscription: FieldRule = (value) =>
  Array.isArray(value) && value.length === 0
    ? { code: 'blank', detail: 'must name a type; null or nothing means every type' }
    : eventTypes(value);

const URL_FIELD = {
  example: 'https://receiver.example.com/sectigo-events',
  description:
    'An https URL. Every address of its host must be public, unless the gateway is configured to allow others.',
} as const;
const TYPES_FIELD = {
  enum: EVENT_TYPES,
  isArray: true,
  example: ['order.placed', 'order.rejected'],
  description: 'The types to receive. null or absent: every type, also those of later versions.',
} as const;

export class ListWebhooksQuery extends pageQueryOf('whk', '`nextCursor` of the previous page.') {}

export class CreateWebhookDto {
  @Field(text({ max: MAX_URL }), URL_FIELD) url!: string;
  @OptionalField(subscription, TYPES_FIELD) eventTypes?: string[] | null;
  @OptionalField(text({ max: MAX_DESCRIPTION }), 'A note for yourself.', 'contract service')
  description?: string | null;
}

export class UpdateWebhookDto {
  @OptionalField(text({ max: MAX_URL }), URL_FIELD) url?: string | null;
  @AbsentOrNullField(subscription, TYPES_FIELD) eventTypes?: string[] | null;
  @AbsentOrNullField(
    text({ max: MAX_DESCRIPTION }),
    'A note for yourself; null removes it.',
    'contract service',
  )
  description?: string | null;
  @OptionalField(flag, '`true` also sends what has waited since it was disabled.') enabled?: boolean | null;
}

export class WebhookResponse {
  @Text('The id of the webhook.', EXAMPLE_ID.whk) id!: string;
  @Text('The client that owns it.', EXAMPLE_ID.cli) clientId!: string;
  @Text('Where events are posted.', URL_FIELD.example) url!: string;
  @SomeOf.orNull(EVENT_TYPES, 'The types that it receives; null: every type.') eventTypes!: string[] | null;
  @Text.orNull('A note for yourself.', 'contract service') description!: string | null;
  @Flag('Whether events are sent.', true) enabled!: boolean;
  @Time.orNull('When it was disabled; null while it is enabled.', null) disabledAt!: string | null;
  @OneOf.orNull(
    DISABLED_REASONS,
    '`requested`: by PATCH; `gone`: the receiver answered 410; `tries-exhausted`: a delivery failed ten times.',
  )
  disabledReason!: DisabledReason | null;
  @Time('When it was created.') createdAt!: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  @Text('The secret to verify signatures with, shown only now.', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD')
  secret!: string;
}

export class WebhookListResponse extends pageOf(WebhookResponse, 'The webhooks of the page.') {}

/** Without its secrets. */
export function toWebhookResponse(webhook: WebhookRow): WebhookResponse {
  const { id, clientId, url, eventTypes: types, description, disabledAt } = webhook;
  return {
    id,
    clientId,
    url,
    eventTypes: types.length > 0 ? types : null,
    description,
    enabled: disabledAt === null,
    disabledAt: disabledAt?.toISOString() ?? null,
    disabledReason: webhook.disabledReason as DisabledReason | null,
    createdAt: webhook.createdAt.toISOString(),
  };
}
