import { Module, type OnApplicationShutdown, Inject } from '@nestjs/common';
import { type Queue } from 'bullmq';
import { createQueue } from '../platform/queues/create-queue.js';
import { type Connection, PRODUCER_CONNECTION, QUEUE_PREFIX } from '../platform/queues/queues.module.js';
import { LoginPermitRepository } from './login-permit.repository.js';
import { OpenOrdersQuery } from './open-orders.query.js';
import { OutboxSweeper } from './outbox.sweeper.js';
import { SubmissionBreaker } from './submission-breaker.query.js';
import { SubmissionGateRepository } from './submission-gate.repository.js';
import { SUBMISSIONS_QUEUE, SUBMISSIONS_QUEUE_NAME } from './submission-queue.js';
import { SubmissionRelay } from './submission.relay.js';

@Module({
  providers: [
    {
      provide: SUBMISSIONS_QUEUE,
      inject: [PRODUCER_CONNECTION, QUEUE_PREFIX],
      useFactory: (connection: Connection, prefix: string) =>
        createQueue(SUBMISSIONS_QUEUE_NAME, connection, prefix),
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
