import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.js';
import { type CertificateCounts } from './certificate-state.query.js';

/** What Postgres says of certificates when somebody scrapes: the same from every process. */
@Injectable()
export class CertificateMetrics {
  private readonly ending: Gauge<'within'>;
  private readonly mismatched: Gauge;
  private readonly illegible: Gauge;
  private readonly waiting: Gauge;
  private readonly oldestPush: Gauge;
  private readonly unreadable: Gauge;
  private readonly revocations: Gauge;
  private readonly oldestRevocation: Gauge;

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
      help: 'Delivered certificates that are not what was ordered, and neither revoked nor replaced.',
      registers,
    });
    this.illegible = new Gauge({
      name: 'gateway_certificates_unreadable',
      help: 'Orders whose certificate is issued, and came in a form that could not be read.',
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
    this.unreadable = new Gauge({
      name: 'gateway_notifications_unreadable',
      help: "Sectigo's pushes of the last 24 hours that nobody could read.",
      registers,
    });
    this.revocations = new Gauge({
      name: 'gateway_open_revocations',
      help: 'Revocations that were asked for and are neither done nor refused.',
      registers,
    });
    this.oldestRevocation = new Gauge({
      name: 'gateway_oldest_revocation_age_seconds',
      help: 'Since when the oldest of them was asked for; 0: there is none.',
      registers,
    });
  }

  show(counts: CertificateCounts): void {
    this.ending.set({ within: '7d' }, counts.endingWithin7Days);
    this.ending.set({ within: '30d' }, counts.endingWithin30Days);
    this.mismatched.set(counts.mismatched);
    this.illegible.set(counts.certificatesUnreadable);
    this.waiting.set(counts.pushesWaiting);
    this.oldestPush.set(counts.oldestPushAgeS);
    this.unreadable.set(counts.pushesUnreadable);
    this.revocations.set(counts.openRevocations);
    this.oldestRevocation.set(counts.oldestRevocationAgeS);
  }

  /** Old numbers would pass for new ones. */
  forget(): void {
    this.ending.reset();
    const numbers = [
      this.mismatched,
      this.illegible,
      this.waiting,
      this.oldestPush,
      this.unreadable,
      this.revocations,
      this.oldestRevocation,
    ];
    for (const metric of numbers) metric.set(Number.NaN);
  }
}
