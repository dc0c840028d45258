import { Module } from '@nestjs/common';
import { provideQueue } from '../../platform/queues/job-queue.js';
import { OpenOrdersQuery } from './open-orders.query.js';
import { HandOverOverdue } from './hand-over-overdue.js';
import { SUBMISSIONS_QUEUE } from './submission-queue.js';
import { SubmissionRelay } from './submission.relay.js';

@Module({
  providers: [provideQueue(SUBMISSIONS_QUEUE), OpenOrdersQuery, SubmissionRelay, HandOverOverdue],
  exports: [SUBMISSIONS_QUEUE, SubmissionRelay, HandOverOverdue],
})
export class SubmissionQueueModule {}
