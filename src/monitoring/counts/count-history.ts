import { Injectable } from '@nestjs/common';
import { EventLogQuery } from '../../events/event-log.query.js';
import { CountsRepository } from './counts.repository.js';

/** So many numbers of events in a statement: a tenth of a second, and few enough to look each order up by its id. */
const STEP = 10_000n;

/** Counts new events in the background, so queries need not; the first time, all of them. */
@Injectable()
export class CountHistory {
  constructor(
    private readonly log: EventLogQuery,
    private readonly counts: CountsRepository,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    // up to here no event can appear any more, because no open transaction has a lower number
    const settled = await this.log.newestSettled();
    let position = await this.counts.position();
    while (position.lastSeq < settled) {
      const step = position.lastSeq + STEP;
      const upTo = step < settled ? step : settled;
      if (signal.aborted || !(await this.counts.countEvents(position, upTo))) return;
      position = { ...position, lastSeq: upTo };
    }
    if (position.recountDue) await this.counts.countOrders(position);
  }
}
