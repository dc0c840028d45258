import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { EVENT_TYPES } from '../../events/event-type.js';
import { type EventRow } from '../../events/event-log.query.js';
import { type FieldRule } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { isId } from '../../shared/ids.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';

const EVENT_ID = 'evt_0000000000000000042';

export const eventTypes: FieldRule = (value) =>
  Array.isArray(value) && value.every((type) => EVENT_TYPES.includes(type as never))
    ? undefined
    : { code: 'invalid-value', detail: `must be of ${EVENT_TYPES.join(', ')}` };

const eventId: FieldRule = (value) =>
  typeof value === 'string' && parseSequenceId('evt', value) !== undefined
    ? undefined
    : { code: 'event-id-invalid', detail: 'must be the id of an event' };

const orderId: FieldRule = (value) =>
  typeof value === 'string' && isId('ord', value)
    ? undefined
    : { code: 'order-id-invalid', detail: 'must be the id of an order' };

const toArray = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? [value] : value);

/** The query of `GET /v1/events`. */
export class ListEventsQuery extends PageQuery {
  @OptionalField(eventId, {
    type: String,
    example: EVENT_ID,
    description: 'Only what happened after this event, oldest first.',
  })
  after?: string;

  @OptionalField(eventId, {
    type: String,
    description: 'nextCursor of an earlier page; not for streams.',
    example: EVENT_ID,
  })
  cursor?: string;

  @OptionalField(orderId, {
    type: String,
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'Only of this order.',
  })
  orderId?: string;

  @OptionalField(eventTypes, {
    enum: EVENT_TYPES,
    isArray: true,
    description: 'Repeatable.',
    example: ['order.placed'],
  })
  @Transform(toArray)
  type?: string[];
}

/** Something that happened. */
export class EventResponse {
  @ApiProperty({ example: EVENT_ID, description: 'Sortable: a larger id happened later.' })
  id!: string;
  @ApiProperty({ enum: EVENT_TYPES, example: 'order.placed', description: 'What happened.' })
  type!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'To which order; null: to none.',
  })
  orderId!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' })
  createdAt!: string;
  @ApiProperty({ type: 'integer', nullable: true, example: 3, description: "The order's version after it." })
  version!: number | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { status: 'placed' },
    description: 'Of an order: its status then, and the code of its problem if it had one.',
  })
  data!: Readonly<Record<string, unknown>>;
}

export class EventListResponse {
  @ApiProperty({ type: [EventResponse], description: 'The events of the page.' })
  data!: EventResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Send it as cursor for the next page; null: there is none.',
  })
  nextCursor!: string | null;
}

export function toEventResponse({ seq, type, orderId, createdAt, version, data }: EventRow): EventResponse {
  return {
    id: sequenceId('evt', seq),
    type,
    orderId,
    createdAt: createdAt.toISOString(),
    version,
    data,
  };
}
