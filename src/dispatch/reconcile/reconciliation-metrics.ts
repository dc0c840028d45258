import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.js';

const RESULTS = ['found', 'absent', 'ambiguous', 'report-failed'] as const;
export type ReconciliationResult = (typeof RESULTS)[number];

/** What looking for orders whose outcome is unknown came to, of this worker. */
@Injectable()
export class ReconciliationMetrics {
  private readonly checks: Counter<'result'>;

  constructor({ registry }: Metrics) {
    this.checks = new Counter({
      name: 'gateway_reconciliations_total',
      help: "Checks of an unknown outcome against Sectigo's report, by result.",
      labelNames: ['result'],
      registers: [registry],
    });
    // the first of its kind must already be an increase
    for (const result of RESULTS) this.checks.inc({ result }, 0);
  }

  checked(result: ReconciliationResult): void {
    this.checks.inc({ result });
  }
}
