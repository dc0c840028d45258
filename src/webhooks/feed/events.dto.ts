import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { EVENT_TYPES } from '../../events/event-type.js';
import { type EventRow } from '../../events/event-log.query.js';
import { idOf, someOf } from '../../http/validation/field-rules.js';
import { OptionalField, RepeatableInQuery } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { sequenceId } from '../../shared/sequence-id.js';
import { EventResponse } from './event.response.js';

export const eventTypes = someOf(EVENT_TYPES, `must be of ${EVENT_TYPES.join(', ')}`);
const eventId = idOf('evt', 'event-id-invalid', 'must be the id of an event');
const orderId = idOf('ord', 'order-id-invalid', 'must be the id of an order');

/** The query of `GET /v1/events`. */
export class ListEventsQuery extends PageQuery {
  @OptionalField(eventId, 'Only events after this one, oldest first.', EXAMPLE_ID.evt)
  after?: string;
  @OptionalField(eventId, {
    description: '`nextCursor` of the previous page; not for streams.',
    example: EXAMPLE_ID.evt,
  })
  cursor?: string;
  @OptionalField(orderId, 'Only events of this order.', EXAMPLE_ID.ord) orderId?: string;
  @RepeatableInQuery(eventTypes, {
    description: 'Only events of this type. Repeatable.',
    example: ['order.placed'],
  })
  type?: string[];
}

export class EventListResponse extends pageOf(EventResponse, 'The events of the page.') {}

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
