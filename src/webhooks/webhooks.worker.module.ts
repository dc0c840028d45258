import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLogQuery } from '../events/event-log.query.js';
import { ORDER_CHANGED_CHANNEL } from '../orders/order-move.query.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { DeliverDue } from './deliver/deliver-due.js';
import { DeliveryMetrics } from './deliver/delivery-metrics.js';
import { DeliveryRepository } from './deliver/delivery.repository.js';
import { FanOutRepository } from './deliver/fan-out.repository.js';
import { FanOutEvents } from './deliver/fan-out-events.js';
import { WebhookProcessor } from './deliver/webhook.processor.js';
import { HandOverDue } from './deliver/hand-over-due.js';
import { ReceiverCheckModule } from './receiver-check.module.js';
import { WebhookQueueModule } from './webhook-queue.module.js';
import { WebhookSecretsModule } from './webhook-secrets.module.js';

/** What a worker process does for webhooks. */
@Module({
  imports: [WebhookQueueModule, WebhookSecretsModule, ReceiverCheckModule],
  providers: [
    EventLogQuery,
    DeliveryRepository,
    DeliveryMetrics,
    DeliverDue,
    WebhookProcessor,
    FanOutRepository,
    FanOutEvents,
    HandOverDue,
  ],
})
export class WebhooksWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly processor: WebhookProcessor,
    private readonly fanOut: FanOutEvents,
    private readonly handOverDue: HandOverDue,
  ) {}

  onApplicationBootstrap(): void {
    this.processor.start();
    const everyMs = 1_000;
    // notifications are hints, and do not tell of every event
    this.tasks.start({
      name: 'event-fan-out',
      everyMs,
      channel: ORDER_CHANGED_CHANNEL,
      run: () => this.fanOut.execute(),
    });
    this.tasks.start({ name: 'due-deliveries', everyMs, run: () => this.handOverDue.execute() });
  }
}
