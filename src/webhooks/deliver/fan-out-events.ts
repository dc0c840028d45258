import { Injectable } from '@nestjs/common';
import { EventLogQuery } from '../../events/event-log.query.js';
import { FanOutRepository } from './fan-out.repository.js';
import { WebhookRelay } from './webhook.relay.js';

const BATCH = 500;

/** Turns events into deliveries, after the fact: who orders does not wait for it, and webhooks slow no order down. */
@Injectable()
export class FanOutEvents {
  private seen = -1n;

  constructor(
    private readonly log: EventLogQuery,
    private readonly repository: FanOutRepository,
    private readonly relay: WebhookRelay,
  ) {}

  async execute(): Promise<void> {
    const settled = await this.log.newestSettled();
    while (this.seen < settled) {
      const { upTo, webhookIds } = await this.repository.next(settled, BATCH);
      this.relay.handOver(...webhookIds);
      if (upTo === null) return;
      this.seen = upTo;
    }
  }
}
