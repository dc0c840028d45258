import { type EventRow } from '../../events/event-log.query.js';
import { sequenceId } from '../../shared/sequence-id.js';

/**
 * What a receiver gets: enough to know what to look at, and nothing about persons; the order is there for those who
 * have a key. An operator's note is free text, so it stays here. The same bytes at every try.
 */
export function payloadOf({
  seq,
  type,
  orderId,
  version,
  data,
  createdAt,
}: Omit<EventRow, 'clientId'>): string {
  const { note: _note, ...facts } = data;
  return JSON.stringify({
    id: sequenceId('evt', seq),
    type,
    timestamp: createdAt.toISOString(),
    data: { ...(orderId !== null && { orderId, version }), ...facts },
  });
}
