import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';

/** What came of Sectigo's pushes and of our reads of its status, in this worker. */
@Injectable()
export class NotificationMetrics {
  private readonly pushes: Counter<'result'>;
  private readonly polls: Counter<'result'>;

  constructor({ registry }: Metrics) {
    this.pushes = new Counter({
      name: 'gateway_notifications_total',
      help: "Sectigo's pushes by what came of them.",
      labelNames: ['result'],
      registers: [registry],
    });
    this.polls = new Counter({
      name: 'gateway_status_polls_total',
      help: 'Reads of the status of an order at Sectigo, by what came of them.',
      labelNames: ['result'],
      registers: [registry],
    });
  }

  pushed(result: 'applied' | 'superseded' | 'unusable'): void {
    this.pushes.inc({ result });
  }

  polled(result: string): void {
    this.polls.inc({ result });
  }
}
