import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLogQuery } from '../events/event-log.query.js';
import { DeliverDue } from './deliver/deliver-due.js';
import { DeliveryMetrics } from './deliver/delivery-metrics.js';
import { DeliveryRepository } from './deliver/delivery.repository.js';
import { FanOutRepository } from './deliver/fan-out.repository.js';
import { FanOut } from './deliver/fan-out.js';
import { WebhookProcessor } from './deliver/webhook.processor.js';
import { WebhookSweeper } from './deliver/webhook.sweeper.js';
import { type ReceiverSettings } from './receivers/receiver-rules.js';
import { WebhookQueueModule } from './webhook-queue.module.js';
import { receiverCheck } from './webhooks.api.module.js';

/** What a worker process does for webhooks. */
@Module({})
export class WebhooksWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly fanOut: FanOut,
    private readonly processor: WebhookProcessor,
    private readonly sweeper: WebhookSweeper,
  ) {}

  static forRoot(settings: ReceiverSettings): DynamicModule {
    return {
      module: WebhooksWorkerModule,
      imports: [WebhookQueueModule],
      providers: [
        EventLogQuery,
        receiverCheck(settings),
        DeliveryRepository,
        DeliveryMetrics,
        DeliverDue,
        WebhookProcessor,
        FanOutRepository,
        FanOut,
        WebhookSweeper,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.fanOut.start();
    this.processor.start();
    this.sweeper.start();
  }
}
