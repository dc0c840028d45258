import { Injectable, Logger } from '@nestjs/common';
import { type LoginPermit, LoginPermitRepository } from '../../outbox/login-permit.repository.js';
import {
  isLoginRefused,
  type ReportedOrder,
  type ReportOutcome,
  SectigoClient,
} from '../../sectigo/index.js';
import { ReconciliationSettings } from './reconciliation-policy.js';
import { type DueCheck, ReconciliationRepository } from './reconciliation.repository.js';
import { SettleSearch } from './settle-search.js';

/** A pass ends soon, so that a worker that stops has little to wait for. */
const CHECKS_A_PASS = 50;
/** Should this worker be killed, so long nobody else tries the login. */
const TRIAL_MS = 75_000;

/** Looks in Sectigo's report for the orders whose outcome is unknown. Reads only: whatever fails is tried again later. */
@Injectable()
export class ReconcileOrders {
  private readonly logger = new Logger(ReconcileOrders.name);

  constructor(
    private readonly searches: ReconciliationRepository,
    private readonly permits: LoginPermitRepository,
    private readonly sectigo: SectigoClient,
    private readonly settle: SettleSearch,
    private readonly settings: ReconciliationSettings,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    const due = await this.searches.takeDue(this.settings.intervalMs, CHECKS_A_PASS);
    for (const orders of byOrganization(due)) {
      if (signal.aborted || !(await this.checkIfPermitted(orders, signal))) return;
    }
  }

  private async checkIfPermitted(orders: readonly DueCheck[], signal: AbortSignal): Promise<boolean> {
    const login = await this.sectigo.loginFingerprint();
    const permit = await this.permits.take('report', login, TRIAL_MS);
    if (permit === null) return false;
    try {
      const reported = await this.check(orders, permit, signal);
      if (reported) await this.permits.prove(permit);
      return reported;
    } finally {
      await this.permits.release(permit);
    }
  }

  /** One report for all orders of an organization. False when Sectigo gives no report: the next one would fail as well. */
  private async check(due: readonly DueCheck[], permit: LoginPermit, signal: AbortSignal): Promise<boolean> {
    const orders = this.settings.ordersCarryOurId ? await this.settleByOurId(due, signal) : due;
    const [first] = orders;
    if (first === undefined) return true;
    const organizationName = first.details.organization.name;
    const from = new Date(Math.min(...orders.map((order) => order.from.getTime())));
    const to = new Date(Math.max(...orders.map((order) => order.to.getTime())));
    const report = await this.sectigo.reportOrders({ from, to, organizationName }, { signal });
    if (report.kind !== 'reported') {
      await this.recordFailure(orders, report, permit);
      return false;
    }
    const unsettled = await this.searches.unsettledOf(organizationName);
    const free = await this.withoutOwner(report.rows);
    for (const order of orders) await this.settle.byReport(order, free, unsettled);
    return true;
  }

  /** An order that carries our id is found by it, whatever else its line says. Returns the orders that are left. */
  private async settleByOurId(orders: readonly DueCheck[], signal: AbortSignal): Promise<DueCheck[]> {
    const left: DueCheck[] = [];
    for (const order of orders) {
      const { orderId: foreignOrderNumber, from, to } = order;
      const report = await this.sectigo.reportOrders({ from, to, foreignOrderNumber }, { signal });
      const [row, ...more] = report.kind === 'reported' ? await this.withoutOwner(report.rows) : [];
      const settled = row !== undefined && more.length === 0 && (await this.settle.asFound(order, row));
      if (!settled) left.push(order);
    }
    return left;
  }

  private async withoutOwner(rows: readonly ReportedOrder[]): Promise<ReportedOrder[]> {
    const known = await this.searches.knownNumbers(rows.map(({ orderNumber }) => orderNumber));
    return rows.filter(({ orderNumber }) => !known.has(orderNumber));
  }

  private async recordFailure(
    orders: readonly DueCheck[],
    report: Exclude<ReportOutcome, { kind: 'reported' }>,
    permit: LoginPermit,
  ): Promise<void> {
    await this.settle.unread(orders);
    this.logger.warn({ report: report.kind }, 'Sectigo gives no report of orders');
    // the login is the same as for orders: a refused one must not be repeated
    if (isLoginRefused(report)) await this.permits.refuse(permit);
  }
}

function byOrganization(due: readonly DueCheck[]): DueCheck[][] {
  const groups = new Map<string, DueCheck[]>();
  for (const order of due) {
    const { name } = order.details.organization;
    groups.set(name, [...(groups.get(name) ?? []), order]);
  }
  return [...groups.values()];
}
