import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Config } from '../../config/config.js';
import { GATE_CLOSERS } from '../../gate/gate-closer.js';
import { ORDER_STATUSES } from '../../orders/domain/order-status.js';
import { BUILD } from '../../platform/build.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { Upstream } from '../../upstream/upstream.js';
import { type GatewayState, GatewayStateQuery, type StatusCount } from './gateway-state.query.js';

const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;

type ByLabel = Readonly<Record<string, number>>;

/** A number of the state, or numbers by the values of a label. */
type StateGauge =
  | readonly [name: string, help: string, read: (state: GatewayState) => number, label?: undefined]
  | readonly [name: string, help: string, read: (state: GatewayState) => ByLabel, label: string];

const STATE_GAUGES: readonly StateGauge[] = [
  ['gateway_orders', 'Orders by status.', (state) => byStatus(state, ({ count }) => count), 'status'],
  [
    'gateway_oldest_order_age_seconds',
    'Age of the oldest order in a status that is not final; 0 if there is none.',
    (state) => byStatus(state, ({ oldestAgeS }) => oldestAgeS),
    'status',
  ],
  ['gateway_queue_due', 'Queued orders that are due.', ({ gate }) => gate.due],
  [
    'gateway_paused',
    '1 if nothing is sent, by who paused it.',
    ({ gate }) => oneOf(GATE_CLOSERS, gate.pausedBy),
    'by',
  ],
  [
    'gateway_breaker',
    'The state of the breaker is 1, the others 0.',
    ({ gate }) => oneOf(BREAKER_STATES, gate.breaker),
    'state',
  ],
  [
    'gateway_slowed_seconds',
    'Seconds until orders may be sent again.',
    ({ gate: { slowedUntil } }) => (slowedUntil === null ? 0 : (slowedUntil.getTime() - Date.now()) / 1_000),
  ],
  [
    'gateway_webhook_deliveries_pending',
    'Deliveries to webhooks in use that have not arrived yet.',
    ({ deliveries }) => deliveries.pending,
  ],
  [
    'gateway_webhook_deliveries_due',
    'Pending deliveries that are due and not under way.',
    ({ deliveries }) => deliveries.due,
  ],
  [
    'gateway_webhook_oldest_due_seconds',
    'How long the oldest due delivery has been due; 0 if there is none.',
    ({ deliveries }) => deliveries.oldestDueAgeS,
  ],
  [
    'gateway_account_balance',
    'The last known balance of the account.',
    ({ balance }) => (balance ? { [balance.currency]: balance.available } : {}),
    'currency',
  ],
  [
    'gateway_account_balance_age_seconds',
    'Age of the last known balance.',
    ({ balance }) => balance?.ageS ?? Number.NaN,
  ],
  [
    'gateway_certificates_ending',
    'Issued certificates that expire within so many days.',
    ({ certificates: { endingWithin7Days, endingWithin30Days } }) => ({
      '7d': endingWithin7Days,
      '30d': endingWithin30Days,
    }),
    'within',
  ],
  [
    'gateway_certificates_mismatched',
    'Delivered certificates that are not what was ordered, and neither revoked nor replaced.',
    ({ certificates }) => certificates.mismatched,
  ],
  [
    'gateway_certificates_unreadable',
    'Orders whose issued certificate came in a form that could not be read.',
    ({ certificates }) => certificates.certificatesUnreadable,
  ],
  [
    'gateway_notifications_waiting',
    'Pushes of Sectigo about unknown orders.',
    ({ certificates }) => certificates.pushesWaiting,
  ],
  [
    'gateway_notifications_oldest_age_seconds',
    'Age of the oldest push that is not looked at yet; 0 if there is none.',
    ({ certificates }) => certificates.oldestPushAgeS,
  ],
  [
    'gateway_notifications_unreadable',
    "Sectigo's pushes of the last 24 hours that could not be read.",
    ({ certificates }) => certificates.pushesUnreadable,
  ],
  [
    'gateway_open_revocations',
    'Revocations that were requested and are neither done nor refused.',
    ({ certificates }) => certificates.openRevocations,
  ],
  [
    'gateway_oldest_revocation_age_seconds',
    'Age of the oldest open revocation; 0 if there is none.',
    ({ certificates }) => certificates.oldestRevocationAgeS,
  ],
];

/**
 * Read from Postgres at each scrape: the same from every process, so alerts take the maximum, not the sum.
 * Without Postgres these are absent, and `gateway_storage_up` is 0.
 */
@Injectable()
export class StateMetrics {
  private readonly storageUp: Gauge;
  private readonly gauges: readonly ((state: GatewayState | null) => void)[];

  constructor(
    private readonly metrics: Metrics,
    private readonly state: GatewayStateQuery,
    upstream: Upstream,
    { balanceAlertBelow, role }: Config,
  ) {
    const registers = [metrics.registry];
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    this.storageUp = gauge('gateway_storage_up', 'Whether Postgres answered this scrape.');
    this.gauges = STATE_GAUGES.map(([name, help, read, label]) => {
      if (label === undefined) {
        const number = gauge(name, help);
        // an old number would pass for a new one
        return (now) => number.set(now ? read(now) : Number.NaN);
      }
      const numbers = new Gauge({ name, help, labelNames: [label], registers });
      return (now) => {
        numbers.reset();
        for (const [value, number] of Object.entries(now ? read(now) : {})) {
          numbers.set({ [label]: value }, number);
        }
      };
    });
    new Gauge({
      name: 'gateway_build_info',
      help: 'Always 1: which gateway this process is, on which Node.js, and its ROLE.',
      labelNames: ['version', 'commit', 'node', 'role'],
      registers,
    }).set({ ...BUILD, node: process.version, role }, 1);
    const simulated = 'Whether the simulator stands in for Sectigo.';
    gauge('gateway_simulated', simulated).set(upstream.simulated ? 1 : 0);
    if (balanceAlertBelow !== undefined) {
      const help = 'Less than this is too little: BALANCE_ALERT_BELOW.';
      gauge('gateway_account_balance_alert_below', help).set(Number(balanceAlertBelow));
    }
  }

  /** Everything that this process knows, in Prometheus' format. */
  async scrape(): Promise<string> {
    const state = await this.state.read().catch(() => null);
    this.storageUp.set(state === null ? 0 : 1);
    for (const show of this.gauges) show(state);
    return this.metrics.text();
  }
}

function byStatus({ statuses }: GatewayState, read: (row: StatusCount) => number | null): ByLabel {
  const rows = new Map(statuses.map((row) => [row.status, row]));
  const numberOf = (row: StatusCount | undefined): number => (row && read(row)) ?? 0;
  return Object.fromEntries(ORDER_STATUSES.map((status) => [status, numberOf(rows.get(status))]));
}

function oneOf(values: readonly string[], present: string | null): ByLabel {
  return Object.fromEntries(values.map((value) => [value, value === present ? 1 : 0]));
}
