import { Injectable } from '@nestjs/common';
import { type ReportedOrder, SectigoClient } from '../../sectigo/index.js';
import { fitsALine } from './match-orders.js';
import { type DueCheck, ReconciliationRepository } from './reconciliation.repository.js';
import { type NoReport, orderWindow } from './search-by-our-id.js';
import { SettleSearch } from './settle-search.js';

/** Compares orders with the lines of Sectigo's report that belong to no order of ours. Null: there was a report. */
@Injectable()
export class SearchByComparison {
  constructor(
    private readonly searches: ReconciliationRepository,
    private readonly sectigo: SectigoClient,
    private readonly settle: SettleSearch,
  ) {}

  /**
   * Sectigo may keep a name in a way of its own, and a report about ours then lacks the order. Before it is sent again
   * all that the account bought in that time is looked at.
   */
  async resubmitProven(orders: readonly DueCheck[], signal: AbortSignal): Promise<NoReport | null> {
    const proven = await this.searches.provenAbsent(orders);
    const noReport = await this.execute(proven, undefined, signal);
    if (noReport === null) await this.settle.resubmit(proven);
    return noReport;
  }

  /** Before one is sent again, though its id found no line: a line that fits it in everything is a reason to ask a person. */
  async resubmitAbsentById(orders: readonly DueCheck[], signal: AbortSignal): Promise<NoReport | null> {
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
  async execute(
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
