import { Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { Config } from '../../config/config.js';
import { ORDER_STATUSES } from '../../orders/domain/order-status.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { Upstream } from '../../upstream/upstream.js';
import { CertificateMetrics } from './certificate-metrics.js';
import { type GatewayState, GatewayStateQuery } from './gateway-state.query.js';

const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;
const PAUSERS = ['operator', 'sectigo'] as const;

/**
 * What Postgres says when somebody scrapes: the same from every process, so alerts take the maximum, not the sum.
 * Without Postgres these are absent, and `gateway_storage_up` is 0.
 */
@Injectable()
export class StateMetrics {
  private readonly storageUp: Gauge;
  private readonly orders: Gauge<'status'>;
  private readonly oldest: Gauge<'status'>;
  private readonly due: Gauge;
  private readonly paused: Gauge<'by'>;
  private readonly breaker: Gauge<'state'>;
  private readonly slowed: Gauge;
  private readonly deliveriesPending: Gauge;
  private readonly deliveriesDue: Gauge;
  private readonly oldestDelivery: Gauge;
  private readonly balance: Gauge<'currency'>;
  private readonly balanceAge: Gauge;

  constructor(
    private readonly metrics: Metrics,
    private readonly state: GatewayStateQuery,
    private readonly certificates: CertificateMetrics,
    upstream: Upstream,
    { balanceAlertBelow }: Config,
  ) {
    const { registry } = metrics;
    this.storageUp = gauge(registry, 'gateway_storage_up', 'Whether Postgres answered this scrape.');
    this.orders = gauge(registry, 'gateway_orders', 'Orders by status.', ['status']);
    this.oldest = gauge(
      registry,
      'gateway_oldest_order_age_seconds',
      'Age of the oldest order in a status that somebody has to act on; 0: there is none.',
      ['status'],
    );
    this.due = gauge(registry, 'gateway_queue_due', 'Queued orders whose time to be sent has come.');
    this.paused = gauge(registry, 'gateway_paused', 'Whether nothing is sent, and by whose doing.', ['by']);
    this.breaker = gauge(registry, 'gateway_breaker', 'The state of the breaker is 1, the others 0.', [
      'state',
    ]);
    this.slowed = gauge(registry, 'gateway_slowed_seconds', 'Until orders may be sent again.');
    this.deliveriesPending = gauge(
      registry,
      'gateway_webhook_deliveries_pending',
      'Deliveries to webhooks in use that have not arrived yet.',
    );
    this.deliveriesDue = gauge(
      registry,
      'gateway_webhook_deliveries_due',
      'Of these, those whose time has come and that nobody is trying.',
    );
    this.oldestDelivery = gauge(
      registry,
      'gateway_webhook_oldest_due_seconds',
      'Since when the oldest of the due deliveries is due; 0: none is.',
    );
    this.balance = gauge(registry, 'gateway_account_balance', 'What Sectigo said last that is left.', [
      'currency',
    ]);
    this.balanceAge = gauge(registry, 'gateway_account_balance_age_seconds', 'Since Sectigo said so.');
    const simulated = 'Whether the simulator stands in for Sectigo.';
    gauge(registry, 'gateway_simulated', simulated).set(upstream.simulated ? 1 : 0);
    if (balanceAlertBelow !== undefined) {
      const help = 'Less than this is too little: BALANCE_ALERT_BELOW.';
      gauge(registry, 'gateway_account_balance_alert_below', help).set(Number(balanceAlertBelow));
    }
  }

  /** Everything that this process knows, in Prometheus' format. */
  async scrape(): Promise<string> {
    const state = await this.state.read().catch(() => null);
    this.storageUp.set(state === null ? 0 : 1);
    if (state === null) this.forget();
    else this.show(state);
    return this.metrics.text();
  }

  private show({ statuses, gate, deliveries, certificates, balance }: GatewayState): void {
    const byStatus = new Map(statuses.map((row) => [row.status, row]));
    for (const status of ORDER_STATUSES) {
      const row = byStatus.get(status);
      this.orders.set({ status }, row?.count ?? 0);
      this.oldest.set({ status }, row?.oldestAgeS ?? 0);
    }
    this.due.set(gate.due);
    for (const by of PAUSERS) this.paused.set({ by }, gate.pausedBy === by ? 1 : 0);
    for (const state of BREAKER_STATES) this.breaker.set({ state }, gate.breaker === state ? 1 : 0);
    this.slowed.set(gate.slowedUntil === null ? 0 : (gate.slowedUntil.getTime() - Date.now()) / 1_000);
    this.deliveriesPending.set(deliveries.pending);
    this.deliveriesDue.set(deliveries.due);
    this.oldestDelivery.set(deliveries.oldestDueAgeS);
    this.certificates.show(certificates);
    this.balance.reset();
    if (balance) this.balance.set({ currency: balance.currency }, balance.available);
    this.balanceAge.set(balance?.ageS ?? Number.NaN);
  }

  /** Old numbers would pass for new ones. */
  private forget(): void {
    for (const metric of [this.orders, this.oldest, this.paused, this.breaker, this.balance]) metric.reset();
    const numbers = [
      this.due,
      this.slowed,
      this.deliveriesPending,
      this.deliveriesDue,
      this.oldestDelivery,
      this.balanceAge,
    ];
    for (const metric of numbers) metric.set(Number.NaN);
    this.certificates.forget();
  }
}

function gauge<Label extends string = never>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[] = [],
): Gauge<Label> {
  return new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
}
