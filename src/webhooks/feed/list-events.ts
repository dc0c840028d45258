import { Injectable } from '@nestjs/common';
import { type Principal, visibleClientId } from '../../access/principal.js';
import { EventLogQuery, type EventRow } from '../../events/event-log.query.js';
import { cutPage } from '../../shared/page.js';
import { parseSequenceId } from '../../shared/sequence-id.js';
import { type EventListResponse, type ListEventsQuery, toEventResponse } from './events.dto.js';

/** A page of the events that the caller may see: newest first, or after an event and then oldest first. */
@Injectable()
export class ListEvents {
  constructor(private readonly log: EventLogQuery) {}

  async execute(caller: Principal, query: ListEventsQuery): Promise<EventListResponse> {
    return cutPage(await this.find(caller, query, query.limit + 1), query.limit, toEventResponse);
  }

  private async find(caller: Principal, query: ListEventsQuery, limit: number): Promise<EventRow[]> {
    const filter = { clientId: visibleClientId(caller), orderId: query.orderId, types: query.type };
    const upTo = await this.log.newestSettled();
    const cursor = parseSequenceId('evt', query.cursor ?? '');
    const after = parseSequenceId('evt', query.after ?? '');
    if (after !== undefined) {
      return this.log.oldestFirst(filter, { after: cursor ?? after, upTo }, limit);
    }
    const before = cursor !== undefined && cursor <= upTo ? cursor - 1n : upTo;
    return this.log.newestFirst(filter, { after: 0n, upTo: before }, limit);
  }
}
