import { Injectable } from '@nestjs/common';
import { OpenOrdersQuery } from './open-orders.query.js';
import { SubmissionRelay } from './submission.relay.js';

/** The usual hand-over takes milliseconds; an order that is due for longer has lost its job. */
const GRACE_MS = 1_000;
const BATCH = 500;

/**
 * Hands over again what got lost between the commit and the queue: a crash in between, a Redis that was away,
 * was flushed or came back empty.
 */
@Injectable()
export class HandOverOverdue {
  constructor(
    private readonly openOrders: OpenOrdersQuery,
    private readonly relay: SubmissionRelay,
  ) {}

  /** While jobs wait workers have enough to do, and none of them is for one order alone. */
  async execute(): Promise<void> {
    if (await this.relay.hasWaitingJobs()) return;
    this.relay.handOver(...(await this.openOrders.overdue(GRACE_MS, BATCH)));
  }
}
