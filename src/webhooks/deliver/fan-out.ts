import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventLogQuery } from '../../events/event-log.query.js';
import { ORDER_CHANGED_CHANNEL } from '../../orders/place/order-changes.js';
import { DatabaseNotifications } from '../../platform/prisma/notifications.js';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { FanOutRepository } from './fan-out.repository.js';
import { WebhookRelay } from './webhook.relay.js';

/** Notifications are hints and do not tell of every event. */
const LOOK_EVERY_MS = 1_000;
const BATCH = 500;

/** Turns events into deliveries, after the fact: who orders does not wait for it, and webhooks slow no order down. */
@Injectable()
export class FanOut implements OnModuleDestroy {
  private readonly task = new PeriodicTask('deliveries of new events', LOOK_EVERY_MS, () => this.catchUp());
  private stopListening: (() => void) | undefined;
  private seen = -1n;

  constructor(
    private readonly log: EventLogQuery,
    private readonly repository: FanOutRepository,
    private readonly relay: WebhookRelay,
    private readonly notifications: DatabaseNotifications,
  ) {}

  start(): void {
    this.stopListening = this.notifications.listen(ORDER_CHANGED_CHANNEL, () => void this.task.wake());
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening?.();
    await this.task.stop();
  }

  private async catchUp(): Promise<void> {
    const settled = await this.log.newestSettled();
    while (this.seen < settled) {
      const { upTo, webhookIds } = await this.repository.next(settled, BATCH);
      this.relay.handOver(...webhookIds);
      if (upTo === null) return;
      this.seen = upTo;
    }
  }
}
