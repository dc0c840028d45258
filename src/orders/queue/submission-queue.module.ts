import { Module, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { type Queue } from 'bullmq';
import { Config } from '../../config/config.js';
import { createQueue } from '../../platform/queues/create-queue.js';
import { type Connection, PRODUCER_CONNECTION } from '../../platform/queues/connection.js';
import { OpenOrdersQuery } from './open-orders.query.js';
import { HandOverOverdue } from './hand-over-overdue.js';
import { SUBMISSIONS_QUEUE, SUBMISSIONS_QUEUE_NAME } from './submission-queue.js';
import { SubmissionRelay } from './submission.relay.js';

@Module({
  providers: [
    {
      provide: SUBMISSIONS_QUEUE,
      inject: [PRODUCER_CONNECTION, Config],
      useFactory: (connection: Connection, config: Config) =>
        createQueue(SUBMISSIONS_QUEUE_NAME, connection, config),
    },
    OpenOrdersQuery,
    SubmissionRelay,
    HandOverOverdue,
  ],
  exports: [SUBMISSIONS_QUEUE, SubmissionRelay, HandOverOverdue],
})
export class SubmissionQueueModule implements OnApplicationShutdown {
  constructor(@Inject(SUBMISSIONS_QUEUE) private readonly queue: Queue) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
