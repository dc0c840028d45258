import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { ORDER_STATUSES, type OrderStatus } from '../../orders/domain/order-status.js';
import { balanceOf } from '../balance/balance.response.js';
import { BalanceRepository } from '../balance/balance.repository.js';
import { Upstream } from '../../upstream/upstream.js';
import { type GatewayState, type GateState, GatewayStateQuery } from '../metrics/gateway-state.query.js';
import { SummaryQuery } from './summary.query.js';
import {
  type CertificateSummaryResponse,
  type ClientSpendResponse,
  type OldestOrderResponse,
  type SpendResponse,
  type SubmissionStateResponse,
  type SummaryResponse,
} from './summary.response.js';

/** How things stand, at a glance. */
@Injectable()
export class Summary {
  constructor(
    private readonly state: GatewayStateQuery,
    private readonly recent: SummaryQuery,
    private readonly balances: BalanceRepository,
    private readonly upstream: Upstream,
    private readonly config: Config,
  ) {}

  /** In two steps: all at once would be most connections of the pool, taken from those who order. */
  async read(): Promise<SummaryResponse> {
    const state = await this.state.read();
    const [attempts, timeToPlaced, spend, balance] = await Promise.all([
      this.recent.attempts(),
      this.recent.timeToPlaced(),
      this.recent.spend(),
      this.balances.find(),
    ]);
    return {
      simulated: this.upstream.simulated,
      orders: countsOf(state),
      queueDepth: state.gate.due,
      oldestOpenOrder: oldestOf(state),
      submissions: submissionsOf(state.gate),
      attempts,
      timeToPlaced,
      spend: spendOf(spend),
      certificates: certificatesOf(state),
      balance: balance && balanceOf(balance, this.config.balanceAlertBelow),
    };
  }
}

function countsOf({ statuses }: GatewayState): Record<OrderStatus, number> {
  const counts = new Map(statuses.map(({ status, count }) => [status, count]));
  return Object.fromEntries(ORDER_STATUSES.map((status) => [status, counts.get(status) ?? 0])) as Record<
    OrderStatus,
    number
  >;
}

/** Ids sort by the time of acceptance. */
function oldestOf({ statuses }: GatewayState): OldestOrderResponse | null {
  const oldest = statuses.flatMap(({ status, oldestId, oldestAgeS }) =>
    oldestId === null || oldestAgeS === null ? [] : [{ orderId: oldestId, status, ageSeconds: oldestAgeS }],
  );
  return oldest.sort((one, other) => (one.orderId < other.orderId ? -1 : 1))[0] ?? null;
}

function submissionsOf(gate: GateState): SubmissionStateResponse {
  return {
    paused: gate.pausedAt !== null,
    pausedAt: gate.pausedAt?.toISOString() ?? null,
    pausedBy: gate.pausedBy,
    reason: gate.reason,
    nextProbeAt: gate.nextProbeAt?.toISOString() ?? null,
    slowedUntil: gate.slowedUntil?.toISOString() ?? null,
    breaker: gate.breaker,
  };
}

function certificatesOf({ certificates }: GatewayState): CertificateSummaryResponse {
  const { endingWithin7Days, endingWithin30Days, mismatched, pushesWaiting } = certificates;
  return { endingWithin7Days, endingWithin30Days, mismatched, pushesWaiting };
}

function spendOf(byClient: ClientSpendResponse[]): SpendResponse {
  return {
    today: addMoney(byClient.map(({ today }) => today)),
    month: addMoney(byClient.map(({ month }) => month)),
    byClient,
  };
}

const CENTS = 2;

/** The sum of amounts such as `210.00`, exact: an amount of money is never a floating-point number. */
export function addMoney(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => sum + toCents(amount), 0n);
  const digits = String(cents).padStart(CENTS + 1, '0');
  return `${digits.slice(0, -CENTS)}.${digits.slice(-CENTS)}`;
}

function toCents(amount: string): bigint {
  const [, units, cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  if (units === undefined) throw new RangeError('not an amount of money');
  return BigInt(units + cents.padEnd(CENTS, '0'));
}
