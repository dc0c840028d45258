import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type AccountUse, SectigoAccount } from '../../gate/sectigo-account.js';
import { type ReportedOrder, SectigoClient } from '../../sectigo/index.js';
import { fitsALine } from './match-orders.js';
import { type DueCheck, ReconciliationRepository } from './reconciliation.repository.js';
import { type NoReport, orderWindow, SearchByOurId } from './search-by-our-id.js';
import { SettleSearch } from './settle-search.js';

/** A pass ends soon, so that a worker that stops has little to wait for. */
const CHECKS_A_PASS = 50;

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
    private readonly byOurId: SearchByOurId,
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
      ? await this.byOurId.execute(due, signal)
      : { absent: [], left: due, failure: null };
    if (failure !== null) {
      await this.settle.unread(left);
      return failure;
    }
    const organizationName = due[0]?.organization.name;
    const noReport = await this.settleByReport(left, organizationName, signal);
    if (noReport !== null || this.config.submissions.reconcileResubmit === 'never') return noReport;
    return (await this.resubmitProven(left, signal)) ?? (await this.resubmitAbsentById(absent, signal));
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

  /** Before one is sent again, though its id found no line: a line that fits it in everything is a reason to ask a person. */
  private async resubmitAbsentById(
    orders: readonly DueCheck[],
    signal: AbortSignal,
  ): Promise<NoReport | null> {
    const proven = await this.searches.provenAbsent(orders);
    if (proven.length === 0) return null;
    const report = await this.sectigo.reportOrders(orderWindow(proven), { signal });
    if (report.kind !== 'reported') return report;
    const free = await this.withoutOwner(report.rows);
    const doubtful = proven.filter((order) => fitsALine(order, free));
    for (const order of doubtful) await this.settle.asAmbiguous(order, free);
    await this.settle.resubmit(proven.filter((order) => !doubtful.includes(order)));
    return null;
  }

  /** One report for all these orders. */
  private async settleByReport(
    orders: readonly DueCheck[],
    organizationName: string | undefined,
    signal: AbortSignal,
  ): Promise<NoReport | null> {
    if (orders.length === 0) return null;
    const report = await this.sectigo.reportOrders({ ...orderWindow(orders), organizationName }, { signal });
    if (report.kind !== 'reported') {
      await this.settle.unread(orders);
      return report;
    }
    const unsettled = await this.searches.unsettled();
    const free = await this.withoutOwner(report.rows);
    for (const order of orders) await this.settle.byReport(order, free, unsettled);
    return null;
  }

  private async withoutOwner(rows: readonly ReportedOrder[]): Promise<ReportedOrder[]> {
    const known = await this.searches.knownNumbers(rows.map(({ orderNumber }) => orderNumber));
    return rows.filter(({ orderNumber }) => !known.has(orderNumber));
  }
}

function byOrganization(due: readonly DueCheck[]): DueCheck[][] {
  const groups = new Map<string, DueCheck[]>();
  for (const order of due) {
    const { name } = order.organization;
    groups.set(name, [...(groups.get(name) ?? []), order]);
  }
  return [...groups.values()];
}
