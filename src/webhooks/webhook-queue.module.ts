import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import { type Connection, PRODUCER_CONNECTION, QUEUE_PREFIX } from '../platform/queues/queues.module.js';
import { WEBHOOKS_QUEUE, WEBHOOKS_QUEUE_NAME } from './deliveries/webhook-queue.js';
import { WebhookRelay } from './deliveries/webhook.relay.js';

/** BullMQ's own event stream is read by nobody; js-redis-server slows down with its length. */
const STREAM_OPTIONS = { events: { maxLen: 50 } } as const;

/** The way to wake workers for webhooks. */
@Module({
  providers: [
    {
      provide: WEBHOOKS_QUEUE,
      inject: [PRODUCER_CONNECTION, QUEUE_PREFIX],
      useFactory: ({ redis }: Connection, prefix: string) => {
        const queue = new Queue(WEBHOOKS_QUEUE_NAME, {
          connection: redis,
          prefix,
          // both, or a queue that is made while Redis is away stays broken when Redis is back
          skipWaitingForReady: true,
          skipVersionCheck: true,
          streams: STREAM_OPTIONS,
        });
        queue.on('error', () => undefined);
        return queue;
      },
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
