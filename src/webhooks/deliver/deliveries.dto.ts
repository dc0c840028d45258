import { ApiProperty } from '@nestjs/swagger';
import { EVENT_TYPES } from '../../events/event-type.js';
import { type FieldRule, oneOf } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';
import { type DeliveryRow } from './deliveries.query.js';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;

const deliveryCursor: FieldRule = (value) =>
  typeof value === 'string' && parseSequenceId('dlv', value) !== undefined
    ? undefined
    : { code: 'cursor-invalid', detail: 'must be a nextCursor of an earlier page' };

export class ListDeliveriesQuery extends PageQuery {
  @OptionalField(deliveryCursor, {
    type: String,
    example: 'dlv_0000000000000000007',
    description: 'nextCursor of an earlier page.',
  })
  cursor?: string;

  @OptionalField(oneOf(DELIVERY_STATUSES), {
    enum: DELIVERY_STATUSES,
    example: 'failed',
    description: 'Only those in this status.',
  })
  status?: string;
}

/** The newest try of a delivery. */
export class DeliveryTryResponse {
  @ApiProperty({ format: 'date-time', description: 'When it began.' })
  at!: string;
  @ApiProperty({ type: 'integer', nullable: true, example: 500, description: 'What the receiver answered.' })
  httpStatus!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'status-500',
    description:
      'null when it was delivered, or is under way; else such as status-500, timeout or ECONNREFUSED.',
  })
  error!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'At most 500 characters of the answer.' })
  response!: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 84,
    description: 'How long it took, in milliseconds; null: it is under way.',
  })
  durationMs!: number | null;
}

export class DeliveryResponse {
  @ApiProperty({ example: 'dlv_0000000000000000007', description: 'The id of the delivery.' })
  id!: string;
  @ApiProperty({ example: 'whk_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'Where it goes to.' })
  webhookId!: string;
  @ApiProperty({ example: 'evt_0000000000000000042', description: 'The webhook-id header of each try.' })
  eventId!: string;
  @ApiProperty({ enum: EVENT_TYPES, example: 'order.placed', description: 'What happened.' })
  eventType!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'To which order; null: to none.',
  })
  orderId!: string | null;
  @ApiProperty({
    enum: DELIVERY_STATUSES,
    example: 'delivered',
    description: 'pending: it is or will be tried; failed: ten times in vain, or given up.',
  })
  status!: string;
  @ApiProperty({ type: 'integer', example: 1, description: 'Tries since it was made or replayed.' })
  attempts!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it is tried next.',
  })
  nextAttemptAt!: string | null;
  @ApiProperty({
    type: DeliveryTryResponse,
    nullable: true,
    description: 'The newest try; null: there was none.',
  })
  lastAttempt!: DeliveryTryResponse | null;
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-11-22T09:30:00.000Z',
    description: 'When the receiver took it.',
  })
  deliveredAt!: string | null;
}

export class DeliveryListResponse {
  @ApiProperty({ type: [DeliveryResponse], description: 'The deliveries of the page.' })
  data!: DeliveryResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Send it as cursor for the next page; null: there is none.',
  })
  nextCursor!: string | null;
}

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
