import { Module, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { Queue } from 'bullmq';
import { type Connection, PRODUCER_CONNECTION, QUEUE_PREFIX } from '../platform/queues/queues.module.js';
import { LoginPermitRepository } from './login-permit.repository.js';
import { OpenOrdersQuery } from './open-orders.query.js';
import { OutboxSweeper } from './outbox.sweeper.js';
import { SubmissionBreaker } from './submission-breaker.query.js';
import { SubmissionGateRepository } from './submission-gate.repository.js';
import { STREAM_OPTIONS, SUBMISSIONS_QUEUE, SUBMISSIONS_QUEUE_NAME } from './submission-queue.js';
import { SubmissionRelay } from './submission.relay.js';

@Module({
  providers: [
    {
      provide: SUBMISSIONS_QUEUE,
      inject: [PRODUCER_CONNECTION, QUEUE_PREFIX],
      useFactory: ({ redis }: Connection, prefix: string) => {
        const queue = new Queue(SUBMISSIONS_QUEUE_NAME, {
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
    LoginPermitRepository,
    OpenOrdersQuery,
    SubmissionBreaker,
    SubmissionGateRepository,
    SubmissionRelay,
    OutboxSweeper,
  ],
  exports: [
    SUBMISSIONS_QUEUE,
    SubmissionRelay,
    OutboxSweeper,
    SubmissionBreaker,
    SubmissionGateRepository,
    LoginPermitRepository,
  ],
})
export class OutboxModule implements OnApplicationShutdown {
  constructor(@Inject(SUBMISSIONS_QUEUE) private readonly queue: Queue) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}
