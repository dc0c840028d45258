import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type AccountUse, SectigoAccount } from '../../gate/sectigo-account.js';
import {
  isLoginRefused,
  type ReportedOrder,
  type ReportOutcome,
  SectigoClient,
} from '../../sectigo/index.js';
import { newId } from '../../shared/ids.js';
import { ZONE_DOUBT_MS } from './reconciliation-policy.js';
import { type DueCheck, ReconciliationRepository } from './reconciliation.repository.js';
import { SettleSearch } from './settle-search.js';

/** A pass ends soon, so that a worker that stops has little to wait for. */
const CHECKS_A_PASS = 50;

type NoReport = Exclude<ReportOutcome, { kind: 'reported' }>;
interface ByOurId {
  readonly absent: DueCheck[];
  readonly left: DueCheck[];
  readonly failure: NoReport | null;
}

const REPORTED = { kind: 'reported' } as const;

const USE: AccountUse<NoReport | typeof REPORTED> = { user: 'report', proofs: ['reported'] };

/** Looks in Sectigo's report for the orders whose outcome is unknown. Reads only: whatever fails is tried again later. */
@Injectable()
export class ReconcileOrders {
  private readonly logger = new Logger(ReconcileOrders.name);

  constructor(
    private readonly searches: ReconciliationRepository,
    private readonly account: SectigoAccount,
    private readonly sectigo: SectigoClient,
    private readonly settle: SettleSearch,
    private readonly config: Config,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    const due = await this.searches.takeDue(this.config.submissions.reconcileIntervalMs, CHECKS_A_PASS);
    for (const orders of byOrganization(due)) {
      if (signal.aborted || !(await this.checkIfPermitted(orders, signal))) return;
    }
  }

  /** False when there is no report: the next one would fail as well. */
  private async checkIfPermitted(orders: readonly DueCheck[], signal: AbortSignal): Promise<boolean> {
    const answer = await this.account.run(
      { ...USE, stopping: signal },
      () => Promise.resolve(orders),
      async (due) => (await this.check(due, signal)) ?? REPORTED,
    );
    if (answer === null) return false;
    const { outcome } = answer;
    if (outcome.kind === 'reported') return true;
    const code = outcome.kind === 'failed' ? null : outcome.errorCode;
    this.logger.warn({ report: outcome.kind, code }, 'Sectigo gives no report of orders');
    return false;
  }

  private async check(due: readonly DueCheck[], signal: AbortSignal): Promise<NoReport | null> {
    const { absent, left, failure } = this.config.sectigoForeignOrderNumber
      ? await this.settleByOurId(due, signal)
      : { absent: [], left: due, failure: null };
    if (failure !== null) {
      await this.settle.unread(left);
      return failure;
    }
    const resubmits = this.config.submissions.reconcileResubmit === 'after-absent';
    if (resubmits) await this.settle.resubmit(absent);
    const organizationName = due[0]?.organization.name;
    const noReport = await this.settleByReport(left, organizationName, signal);
    return noReport !== null || !resubmits ? noReport : this.resubmitProven(left, signal);
  }

  /**
   * Sectigo may keep a name in a way of its own, and a report about ours then lacks the order. Before it is sent again
   * all that the account bought in that time is looked at.
   */
  private async resubmitProven(orders: readonly DueCheck[], signal: AbortSignal): Promise<NoReport | null> {
    const proven = await this.searches.provenAbsent(orders);
    const noReport = await this.settleByReport(proven, undefined, signal);
    if (noReport === null) await this.settle.resubmit(proven);
    return noReport;
  }

  /** One report for all these orders. */
  private async settleByReport(
    orders: readonly DueCheck[],
    organizationName: string | undefined,
    signal: AbortSignal,
  ): Promise<NoReport | null> {
    if (orders.length === 0) return null;
    const report = await this.sectigo.reportOrders({ ...questionOf(orders), organizationName }, { signal });
    if (report.kind !== 'reported') {
      await this.settle.unread(orders);
      return report;
    }
    const unsettled = await this.searches.unsettled();
    const free = await this.withoutOwner(report.rows);
    for (const order of orders) await this.settle.byReport(order, free, unsettled);
    return null;
  }

  /**
   * An order that carries our id is found by it, whatever else its line says, if it is the only one; without a line it is
   * absent, whatever else the account has bought. The others are left, and all that come after a refusal that must not be
   * repeated.
   */
  private async settleByOurId(orders: readonly DueCheck[], signal: AbortSignal): Promise<ByOurId> {
    const absent: DueCheck[] = [];
    const left: DueCheck[] = [];
    // where it has a line for an id that no order has, a line proves nothing
    const control = await this.sectigo.reportOrders(
      { ...questionOf(orders), foreignOrderNumber: newId('ord') },
      { signal },
    );
    const stopped = endOf(control);
    if (stopped !== null) return { absent, left: [...orders], failure: stopped };
    if (control.kind !== 'reported' || control.rows.length > 0) {
      this.logger.warn({ report: control.kind }, 'Sectigo does not report orders by our id');
      return { absent, left: [...orders], failure: null };
    }
    for (const [index, order] of orders.entries()) {
      const question = { ...questionOf([order]), foreignOrderNumber: order.orderId };
      const report = await this.sectigo.reportOrders(question, { signal });
      const failure = endOf(report);
      if (failure !== null) return { absent, left: [...left, ...orders.slice(index)], failure };
      const [row, ...more] = report.kind === 'reported' ? report.rows : [];
      if (report.kind === 'reported' && row === undefined && order.carriesOurId) {
        await this.settle.asAbsent(order);
        absent.push(order);
        continue;
      }
      const settled =
        row !== undefined && more.length === 0 && (await this.settle.asFound(order, row, 'our-id'));
      if (!settled) left.push(order);
    }
    return { absent, left, failure: null };
  }

  private async withoutOwner(rows: readonly ReportedOrder[]): Promise<ReportedOrder[]> {
    const known = await this.searches.knownNumbers(rows.map(({ orderNumber }) => orderNumber));
    return rows.filter(({ orderNumber }) => !known.has(orderNumber));
  }
}

/** A refusal after which it must not be asked in another way either; null where it may. */
function endOf(report: ReportOutcome): NoReport | null {
  return report.kind === 'throttled' || (report.kind === 'refused' && isLoginRefused(report)) ? report : null;
}

/** Wide enough for a Sectigo that keeps its times in any zone. */
function questionOf(orders: readonly DueCheck[]): { from: Date; to: Date } {
  return {
    from: new Date(Math.min(...orders.map(({ from }) => from.getTime())) - ZONE_DOUBT_MS),
    to: new Date(Math.max(...orders.map(({ to }) => to.getTime())) + ZONE_DOUBT_MS),
  };
}

function byOrganization(due: readonly DueCheck[]): DueCheck[][] {
  const groups = new Map<string, DueCheck[]>();
  for (const order of due) {
    const { name } = order.organization;
    groups.set(name, [...(groups.get(name) ?? []), order]);
  }
  return [...groups.values()];
}
