import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLogQuery } from '../events/event-log.query.js';
import { DeliverDue } from './deliveries/deliver-due.js';
import { DeliveryMetrics } from './deliveries/delivery-metrics.js';
import { DeliveryRepository } from './deliveries/delivery.repository.js';
import { FanOutRepository } from './deliveries/fan-out.repository.js';
import { FanOut } from './deliveries/fan-out.js';
import { WebhookProcessor } from './deliveries/webhook.processor.js';
import { WebhookSweeper } from './deliveries/webhook.sweeper.js';
import { type ReceiverSettings } from './receivers/receiver-rules.js';
import { WebhookQueueModule } from './webhook-queue.module.js';
import { receiverCheck } from './webhooks.module.js';

/** What a worker process does for webhooks. */
@Module({})
export class DeliveriesModule implements OnApplicationBootstrap {
  constructor(
    private readonly fanOut: FanOut,
    private readonly processor: WebhookProcessor,
    private readonly sweeper: WebhookSweeper,
  ) {}

  static forRoot(settings: ReceiverSettings): DynamicModule {
    return {
      module: DeliveriesModule,
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
