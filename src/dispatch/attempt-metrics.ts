import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.js';
import { PUBLISHED_ERRORS, SectigoClient } from '../sectigo/index.js';
import { type Claim } from './claim/claim.query.js';
import { type AttemptReport, errorCodeOf } from './record/interpret.js';

const KNOWN_CODES: ReadonlySet<number> = new Set(
  PUBLISHED_ERRORS.flatMap(({ code }) => (code === null ? [] : [code])),
);
const WAITS_S = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];
const EXCHANGES_S = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60];

/** What the attempts of this worker came to, how long orders and Sectigo took, and whether it could log in at all. */
@Injectable()
export class AttemptMetrics {
  private readonly attempts: Counter<'outcome' | 'code'>;
  private readonly unsent: Counter<'reason'>;
  private readonly untilAttempted: Histogram;
  private readonly untilPlaced: Histogram;
  private readonly exchange: Histogram<'outcome'>;

  constructor({ registry }: Metrics, sectigo: SectigoClient) {
    const registers = [registry];
    this.attempts = new Counter({
      name: 'gateway_attempts_total',
      help: "Attempts by outcome and Sectigo's code.",
      labelNames: ['outcome', 'code'],
      registers,
    });
    this.unsent = new Counter({
      name: 'gateway_attempts_not_sent_total',
      help: 'Attempts in which nothing was sent, by reason.',
      labelNames: ['reason'],
      registers,
    });
    this.untilAttempted = new Histogram({
      name: 'gateway_order_first_attempt_seconds',
      help: 'From the acceptance of an order to the claim of its first attempt.',
      buckets: WAITS_S,
      registers,
    });
    this.untilPlaced = new Histogram({
      name: 'gateway_order_placed_seconds',
      help: "From the acceptance of an order to Sectigo's confirmation.",
      buckets: WAITS_S,
      registers,
    });
    this.exchange = new Histogram({
      name: 'gateway_sectigo_exchange_seconds',
      help: 'How long Sectigo took for an attempt, by outcome.',
      labelNames: ['outcome'],
      buckets: EXCHANGES_S,
      registers,
    });
    new Gauge({
      name: 'gateway_sectigo_credentials_usable',
      help: 'Whether the password or client certificate for Sectigo, and the login for the proxy, can be read and are not empty.',
      registers,
      async collect() {
        this.set((await sectigo.credentialsFault()) === null ? 1 : 0);
      },
    });
    new Gauge({
      name: 'gateway_foreign_order_numbers_refused',
      help: 'Whether this worker sends orders without our id, because Sectigo refused one for it.',
      registers,
      collect() {
        this.set(sectigo.foreignOrderNumbersRefused ? 1 : 0);
      },
    });
  }

  claimed({ fence, ageMs }: Claim): void {
    if (fence === 1) this.untilAttempted.observe(ageMs / 1_000);
  }

  ended({ ageMs }: Claim, report: AttemptReport): void {
    const { outcome, reason } = report;
    const { durationMs } = report.exchange;
    this.attempts.inc({ outcome, code: labelOf(errorCodeOf(report)) });
    if (outcome === 'not-sent' && reason !== null) this.unsent.inc({ reason });
    this.exchange.observe({ outcome }, durationMs / 1_000);
    if (outcome === 'placed') this.untilPlaced.observe((ageMs + durationMs) / 1_000);
  }
}

/** Sectigo may answer with any number: one that is not published counts as `other`, so that labels stay few. */
function labelOf(code: number | null): string {
  if (code === null) return 'none';
  return KNOWN_CODES.has(code) ? String(code) : 'other';
}
