import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccountModule } from '../gate/account.module.js';
import { GateModule } from '../gate/gate.module.js';
import { SubmissionQueueModule } from '../orders/queue/submission-queue.module.js';
import { HandOverOverdue } from '../orders/queue/hand-over-overdue.js';
import { AttemptMetrics } from './attempt-metrics.js';
import { AttemptRepository } from './attempt.repository.js';
import { ClaimByTurns } from './claim/claim-by-turns.js';
import { ClaimOrder } from './claim/claim-order.js';
import { ContinueQueue } from './claim/continue-queue.js';
import { EndLeases } from './end-leases.js';
import { ReconcileOrders } from './reconcile/reconcile-orders.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { ReconciliationMetrics } from './reconcile/reconciliation-metrics.js';
import { ReconciliationRepository } from './reconcile/reconciliation.repository.js';
import { SearchByComparison } from './reconcile/search-by-comparison.js';
import { SearchByOurId } from './reconcile/search-by-our-id.js';
import { SettleSearch } from './reconcile/settle-search.js';
import { RecordOutcome } from './record/record-outcome.js';
import { SendOrder } from './send/send-order.js';
import { SubmissionProcessor } from './submission.processor.js';
import { SubmissionSlotsRepository } from './claim/submission-slots.repository.js';
import { SubmitOrder } from './submit-order.js';

/** What a worker process does to send orders. */
@Module({
  imports: [GateModule, AccountModule, SubmissionQueueModule],
  providers: [
    AttemptRepository,
    AttemptMetrics,
    SubmissionSlotsRepository,
    ClaimByTurns,
    ClaimOrder,
    SendOrder,
    RecordOutcome,
    ContinueQueue,
    SubmitOrder,
    SubmissionProcessor,
    EndLeases,
    ReconciliationRepository,
    ReconciliationMetrics,
    SearchByComparison,
    SearchByOurId,
    SettleSearch,
    ReconcileOrders,
  ],
})
export class DispatchWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly processor: SubmissionProcessor,
    private readonly handOverOverdue: HandOverOverdue,
    private readonly endLeases: EndLeases,
    private readonly reconcileOrders: ReconcileOrders,
  ) {}

  onApplicationBootstrap(): void {
    this.processor.start();
    const everyMs = 1_000;
    this.tasks.start({ name: 'overdue-orders', everyMs, run: () => this.handOverOverdue.execute() });
    this.tasks.start({ name: 'ended-leases', everyMs, run: () => this.endLeases.execute() });
    this.tasks.start({
      name: 'reconciliation',
      everyMs,
      run: (signal) => this.reconcileOrders.execute(signal),
    });
  }
}
