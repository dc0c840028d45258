import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { type Queue } from 'bullmq';
import { Config } from '../config/config.js';
import { createQueue } from '../platform/queues/create-queue.js';
import { type Connection, PRODUCER_CONNECTION } from '../platform/queues/connection.js';
import { WEBHOOKS_QUEUE, WEBHOOKS_QUEUE_NAME } from './deliver/webhook-queue.js';
import { WebhookRelay } from './deliver/webhook.relay.js';

/** The way to wake workers for webhooks. */
@Module({
  providers: [
    {
      provide: WEBHOOKS_QUEUE,
      inject: [PRODUCER_CONNECTION, Config],
      useFactory: (connection: Connection, config: Config) =>
        createQueue(WEBHOOKS_QUEUE_NAME, connection, config),
    },
    WebhookRelay,
  ],
  exports: [WebhookRelay],
})
export class WebhookQueueModule implements OnApplicationShutdown {
  constructor(@Inject(WEBHOOKS_QUEUE) private readonly queue: Queue) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
