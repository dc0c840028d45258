import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.js';
import { type CertificateCounts } from './certificate-state.query.js';

/** What Postgres says of certificates when somebody scrapes: the same from every process. */
@Injectable()
export class CertificateMetrics {
  private readonly ending: Gauge<'within'>;
  private readonly mismatched: Gauge;
  private readonly waiting: Gauge;
  private readonly oldestPush: Gauge;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.ending = new Gauge({
      name: 'gateway_certificates_ending',
      help: 'Issued certificates that end within so many days.',
      labelNames: ['within'],
      registers,
    });
    this.mismatched = new Gauge({
      name: 'gateway_certificates_mismatched',
      help: 'Delivered certificates that are not what was ordered.',
      registers,
    });
    this.waiting = new Gauge({
      name: 'gateway_notifications_waiting',
      help: "Sectigo's pushes about orders that are not known.",
      registers,
    });
    this.oldestPush = new Gauge({
      name: 'gateway_notifications_oldest_age_seconds',
      help: 'Since when the oldest push that nobody has looked at is there; 0: there is none.',
      registers,
    });
  }

  show(counts: CertificateCounts): void {
    this.ending.set({ within: '7d' }, counts.endingWithin7Days);
    this.ending.set({ within: '30d' }, counts.endingWithin30Days);
    this.mismatched.set(counts.mismatched);
    this.waiting.set(counts.pushesWaiting);
    this.oldestPush.set(counts.oldestPushAgeS);
  }

  /** Old numbers would pass for new ones. */
  forget(): void {
    this.ending.reset();
    for (const metric of [this.mismatched, this.waiting, this.oldestPush]) metric.set(Number.NaN);
  }
}
