import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { assertNever } from '../../shared/assert-never.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { type DeliveryDecision } from './delivery-decision.js';

const TRIES_S = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const OUTCOMES = ['delivered', 'retried', 'given-up', 'interrupted'] as const;

/** What the tries of this worker to tell receivers came to, and how long each took. */
@Injectable()
export class DeliveryMetrics {
  private readonly tries: Histogram<'outcome'>;

  constructor({ registry }: Metrics) {
    this.tries = new Histogram({
      name: 'gateway_webhook_try_seconds',
      help: 'Tries to deliver to a webhook: how long they took, by outcome.',
      labelNames: ['outcome'],
      buckets: TRIES_S,
      registers: [registry],
    });
    // the first of its kind must already be an increase
    for (const outcome of OUTCOMES) this.tries.zero({ outcome });
  }

  tried(decision: DeliveryDecision, durationMs: number): void {
    this.tries.observe({ outcome: outcomeOf(decision) }, durationMs / 1_000);
  }
}

function outcomeOf(decision: DeliveryDecision): (typeof OUTCOMES)[number] {
  switch (decision.next) {
    case 'done':
      return 'delivered';
    case 'give-up':
      return 'given-up';
    case 'again':
      return decision.counts ? 'retried' : 'interrupted';
    default:
      return assertNever(decision);
  }
}
