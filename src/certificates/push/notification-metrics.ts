import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.js';

const PUSH_RESULTS = ['applied', 'superseded', 'unusable'] as const;
const POLL_RESULTS = ['news', 'no-news', 'unrecognised', 'refused', 'throttled', 'failed'] as const;

export type PollResult = (typeof POLL_RESULTS)[number];

/** Results of pushes and status reads in this worker. */
@Injectable()
export class NotificationMetrics {
  private readonly pushes: Counter<'result'>;
  private readonly polls: Counter<'result'>;

  constructor({ registry }: Metrics) {
    this.pushes = new Counter({
      name: 'gateway_notifications_total',
      help: "Sectigo's pushes by result.",
      labelNames: ['result'],
      registers: [registry],
    });
    this.polls = new Counter({
      name: 'gateway_status_polls_total',
      help: 'Reads of the status of an order at Sectigo, by result.',
      labelNames: ['result'],
      registers: [registry],
    });
    for (const result of PUSH_RESULTS) this.pushes.inc({ result }, 0);
    for (const result of POLL_RESULTS) this.polls.inc({ result }, 0);
  }

  pushed(result: (typeof PUSH_RESULTS)[number]): void {
    this.pushes.inc({ result });
  }

  polled(result: PollResult): void {
    this.polls.inc({ result });
  }
}
