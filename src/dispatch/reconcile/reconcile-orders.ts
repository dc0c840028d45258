import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type AccountUse, SectigoAccount } from '../../gate/sectigo-account.js';
import { type DueCheck, ReconciliationRepository } from './reconciliation.repository.js';
import { SearchByComparison } from './search-by-comparison.js';
import { type NoReport, SearchByOurId } from './search-by-our-id.js';

/** Keeps a pass short, so a worker that stops need not wait long. */
const CHECKS_A_PASS = 50;

const REPORTED = { kind: 'reported' } as const;

const USE: AccountUse<NoReport | typeof REPORTED> = { user: 'report', proofs: ['reported'] };

/** Looks in Sectigo's report for orders of unknown outcome. It only reads; a failed search is repeated later. */
@Injectable()
export class ReconcileOrders {
  private readonly logger = new Logger(ReconcileOrders.name);

  constructor(
    private readonly searches: ReconciliationRepository,
    private readonly account: SectigoAccount,
    private readonly byOurId: SearchByOurId,
    private readonly byComparison: SearchByComparison,
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
    this.logger.warn({ report: outcome.kind, code }, 'Sectigo returned no report of orders');
    return false;
  }

  private async check(due: readonly DueCheck[], signal: AbortSignal): Promise<NoReport | null> {
    const { absent, left, failure } = this.config.sectigoForeignOrderNumber
      ? await this.byOurId.execute(due, signal)
      : { absent: [], left: due, failure: null };
    if (failure !== null) return failure;
    const noReport = await this.byComparison.execute(left, due[0]?.organization.name, signal);
    if (noReport !== null || this.config.submissions.reconcileResubmit === 'never') return noReport;
    const { byComparison } = this;
    return (
      (await byComparison.resubmitProven(left, signal)) ??
      (await byComparison.resubmitAbsentById(absent, signal))
    );
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
