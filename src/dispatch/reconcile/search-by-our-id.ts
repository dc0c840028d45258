import { Injectable, Logger } from '@nestjs/common';
import { isLoginRefused, type ReportOutcome, SectigoClient } from '../../sectigo/index.js';
import { newId } from '../../shared/ids.js';
import { ZONE_DOUBT_MS } from './reconciliation-policy.js';
import { type DueCheck, ReconciliationRepository } from './reconciliation.repository.js';
import { SettleSearch } from './settle-search.js';

export type NoReport = Exclude<ReportOutcome, { kind: 'reported' }>;

/** The result of a search by our ids. */
export interface SearchedByOurId {
  /** Sectigo has no line for these, and would have one. */
  readonly absent: readonly DueCheck[];
  /** Nothing is known of these: they are compared with all lines. */
  readonly left: readonly DueCheck[];
  /** A refusal after which nothing may be asked in another way either. */
  readonly failure: NoReport | null;
}

/** What the report is worth when it is asked for an id of ours. */
type Worth =
  /** The report finds exactly the known order by its id: a line is the order, and no line proves its absence. */
  | 'exact'
  /** The report filters by ids, but was never seen to find one: a missing line proves nothing. */
  | 'finds'
  | 'nothing';

/** Asks Sectigo's report for orders by the id that they carry as `foreignOrderNumber`. */
@Injectable()
export class SearchByOurId {
  private readonly logger = new Logger(SearchByOurId.name);

  constructor(
    private readonly searches: ReconciliationRepository,
    private readonly sectigo: SectigoClient,
    private readonly settle: SettleSearch,
  ) {}

  async execute(orders: readonly DueCheck[], signal: AbortSignal): Promise<SearchedByOurId> {
    const absent: DueCheck[] = [];
    const left: DueCheck[] = [];
    const worth = await this.worthOf(orders, signal);
    if (typeof worth !== 'string') return this.brokenOff(absent, orders, worth);
    if (worth === 'nothing') return { absent, left: orders, failure: null };
    for (const [index, order] of orders.entries()) {
      const report = await this.ask(order.orderId, orderWindow([order]), signal);
      const failure = endOf(report);
      if (failure !== null) return this.brokenOff(absent, [...left, ...orders.slice(index)], failure);
      const rows = report.kind === 'reported' ? report.rows : null;
      const [row, ...more] = rows ?? [];
      if (row !== undefined) {
        const isFound = more.length === 0 && (await this.settle.asFound(order, row, 'our-id'));
        if (!isFound) await this.settle.asAmbiguous(order, [row, ...more]);
      } else if (rows !== null && worth === 'exact' && order.carriesOurId) {
        await this.settle.asAbsent(order);
        absent.push(order);
      } else left.push(order);
    }
    return { absent, left, failure: null };
  }

  private async brokenOff(
    absent: readonly DueCheck[],
    left: readonly DueCheck[],
    failure: NoReport,
  ): Promise<SearchedByOurId> {
    await this.settle.unread(left);
    return { absent, left: [], failure };
  }

  /** An order that we know must be found, and an id that no order has must find nothing: each time, as Sectigo may change. */
  private async worthOf(orders: readonly DueCheck[], signal: AbortSignal): Promise<Worth | NoReport> {
    const control = await this.ask(newId('ord'), orderWindow(orders), signal);
    const failure = endOf(control);
    if (failure !== null) return failure;
    if (control.kind !== 'reported' || control.rows.length > 0) {
      this.logger.warn({ report: control.kind }, 'Sectigo does not report orders by our id');
      return 'nothing';
    }
    const known = await this.searches.newestWithOurId();
    if (known === null) return 'finds';
    const { orderId, orderNumber, placedAt } = known;
    const report = await this.ask(orderId, orderWindow([{ from: placedAt, to: placedAt }]), signal);
    const rows = report.kind === 'reported' ? report.rows : [];
    return endOf(report) ?? (rows.length === 1 && rows[0]?.orderNumber === orderNumber ? 'exact' : 'finds');
  }

  private ask(
    foreignOrderNumber: string,
    window: { from: Date; to: Date },
    signal: AbortSignal,
  ): Promise<ReportOutcome> {
    return this.sectigo.reportOrders({ ...window, foreignOrderNumber }, { signal });
  }
}

function endOf(report: ReportOutcome): NoReport | null {
  return report.kind === 'throttled' || (report.kind === 'refused' && isLoginRefused(report)) ? report : null;
}

/** Wide enough for a Sectigo that keeps its times in any zone. */
export function orderWindow(orders: readonly { readonly from: Date; readonly to: Date }[]): {
  from: Date;
  to: Date;
} {
  return {
    from: new Date(Math.min(...orders.map(({ from }) => from.getTime())) - ZONE_DOUBT_MS),
    to: new Date(Math.max(...orders.map(({ to }) => to.getTime())) + ZONE_DOUBT_MS),
  };
}
