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
    'https; every address of its host must be public. The gateway may be set up to allow others, by http as well.',
} as const;
const TYPES_FIELD = {
  enum: EVENT_TYPES,
  isArray: true,
  example: ['order.placed', 'order.rejected'],
  description: 'null or absent: every type, those of later versions included.',
} as const;

export class ListWebhooksQuery extends pageQueryOf('whk', 'nextCursor of an earlier page.') {}

export class CreateWebhookDto {
  @Field(text({ max: MAX_URL }), URL_FIELD) url!: string;
  @OptionalField(subscription, TYPES_FIELD) eventTypes?: string[] | null;
  @OptionalField(text({ max: MAX_DESCRIPTION }), 'For your own use.', 'contract service')
  description?: string | null;
}

export class UpdateWebhookDto {
  @OptionalField(text({ max: MAX_URL }), URL_FIELD) url?: string | null;
  @AbsentOrNullField(subscription, TYPES_FIELD) eventTypes?: string[] | null;
  @AbsentOrNullField(text({ max: MAX_DESCRIPTION }), 'For your own use; null removes it.', 'contract service')
  description?: string | null;
  @OptionalField(flag, 'true also sends what has waited since it was disabled.') enabled?: boolean | null;
}

export class WebhookResponse {
  @Text('The id of the webhook.', EXAMPLE_ID.whk) id!: string;
  @Text('Whose it is.', EXAMPLE_ID.cli) clientId!: string;
  @Text('Where events are posted to.', URL_FIELD.example) url!: string;
  @SomeOf.orNull(EVENT_TYPES, 'null: every type.') eventTypes!: string[] | null;
  @Text.orNull('For your own use.', 'contract service') description!: string | null;
  @Flag('Whether anything is sent.', true) enabled!: boolean;
  @Time.orNull('Since when nothing is sent.', null) disabledAt!: string | null;
  @OneOf.orNull(
    DISABLED_REASONS,
    'requested: by PATCH; gone: the receiver answered 410; tries-exhausted: a delivery failed ten times.',
  )
  disabledReason!: DisabledReason | null;
  @Time('When it was made.') createdAt!: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  @Text('For checking signatures: shown here once, never again.', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD')
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
