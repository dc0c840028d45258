import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { EVENT_TYPES } from '../../events/event-type.js';
import { oneOf } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';
import { sequenceId } from '../../shared/sequence-id.js';
import { type DeliveryRow } from './deliveries.query.js';

const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;

export class DeliveryPageQuery extends pageQueryOf('dlv', '`nextCursor` of the previous page.') {}

export class ListDeliveriesQuery extends DeliveryPageQuery {
  @OptionalField(oneOf(DELIVERY_STATUSES), 'Only deliveries in this status.', 'failed') status?: string;
}

/** The newest try of a delivery. */
export class DeliveryTryResponse {
  @Time('When it began.') at!: string;
  @Whole.orNull('The HTTP status that the receiver answered.', 500) httpStatus!: number | null;
  @Text.orNull(
    'Why it failed, such as status-500, timeout or ECONNREFUSED; null if it succeeded or is under way.',
    'status-500',
  )
  error!: string | null;
  @Text.orNull('At most 500 characters of the answer.') response!: string | null;
  @Whole.orNull('How long it took, in milliseconds; null while it is under way.', 84) durationMs!:
    number | null;
}

export class DeliveryResponse {
  @Text('The id of the delivery.', EXAMPLE_ID.dlv) id!: string;
  @Text('The webhook that it goes to.', EXAMPLE_ID.whk) webhookId!: string;
  @Text('The id of the event, and the `webhook-id` header of each try.', EXAMPLE_ID.evt) eventId!: string;
  @OneOf(EVENT_TYPES, 'What happened.', 'order.placed') eventType!: string;
  @Text.orNull('The order that it is about; null if there is none.', EXAMPLE_ID.ord) orderId!: string | null;
  @OneOf(
    DELIVERY_STATUSES,
    '`pending`: it is or will be tried; `failed`: ten tries failed, or it was given up.',
    'delivered',
  )
  status!: string;
  @Whole('Tries since it was created or replayed.', 1) attempts!: number;
  @Time.orNull('When it will be tried next.', null) nextAttemptAt!: string | null;
  @Part.orNull(DeliveryTryResponse, 'The newest try; null if there was none.')
  lastAttempt!: DeliveryTryResponse | null;
  @Time('When it was created.') createdAt!: string;
  @Time.orNull('When the receiver took it.', '2026-11-22T09:30:00.000Z') deliveredAt!: string | null;
}

export class DeliveryListResponse extends pageOf(DeliveryResponse, 'The deliveries of the page.') {}

export function toDeliveryResponse(row: DeliveryRow): DeliveryResponse {
  const { seq, webhookId, eventSeq, event, status, attempts } = row;
  return {
    id: sequenceId('dlv', seq),
    webhookId,
    eventId: sequenceId('evt', eventSeq),
    eventType: event.type,
    orderId: event.orderId,
    status,
    attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    lastAttempt: lastAttemptOf(row),
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}

function lastAttemptOf(row: DeliveryRow): DeliveryTryResponse | null {
  if (row.lastAttemptAt === null) return null;
  return {
    at: row.lastAttemptAt.toISOString(),
    httpStatus: row.lastStatus,
    error: row.lastError,
    response: row.lastResponse,
    durationMs: row.lastDurationMs,
  };
}
