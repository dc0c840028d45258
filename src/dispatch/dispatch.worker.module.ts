import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { SubmissionQueueModule } from '../orders/queue/submission-queue.module.js';
import { SubmissionQueueSweeper } from '../orders/queue/submission-queue.sweeper.js';
import { AttemptMetrics } from './attempt-metrics.js';
import { AttemptRepository } from './attempt.repository.js';
import { ClaimOrder } from './claim/claim-order.js';
import { ContinueQueue } from './claim/continue-queue.js';
import { CredentialsMetrics } from './credentials-metrics.js';
import { LeaseSweeper } from './lease.sweeper.js';
import { ReconcileOrders } from './reconcile/reconcile-orders.js';
import { ReconciliationMetrics } from './reconcile/reconciliation-metrics.js';
import { ReconciliationSettings } from './reconcile/reconciliation-policy.js';
import { ReconciliationRepository } from './reconcile/reconciliation.repository.js';
import { ReconciliationSweeper } from './reconcile/reconciliation.sweeper.js';
import { SettleSearch } from './reconcile/settle-search.js';
import { RecordOutcome } from './record/record-outcome.js';
import { SendOrder } from './send/send-order.js';
import { SubmissionProcessor } from './submission.processor.js';
import { SubmissionSettings } from './submission-settings.js';
import { SubmissionSlotsRepository } from './claim/submission-slots.repository.js';
import { SubmitOrder } from './submit-order.js';

/** What a worker process does to send orders. */
@Module({})
export class DispatchWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly processor: SubmissionProcessor,
    private readonly queueSweeper: SubmissionQueueSweeper,
    private readonly leaseSweeper: LeaseSweeper,
    private readonly reconciliationSweeper: ReconciliationSweeper,
  ) {}

  static forRoot(settings: SubmissionSettings, reconciliation: ReconciliationSettings): DynamicModule {
    return {
      module: DispatchWorkerModule,
      imports: [GateModule, SubmissionQueueModule],
      providers: [
        { provide: SubmissionSettings, useValue: settings },
        { provide: ReconciliationSettings, useValue: reconciliation },
        AttemptRepository,
        AttemptMetrics,
        CredentialsMetrics,
        SubmissionSlotsRepository,
        ClaimOrder,
        SendOrder,
        RecordOutcome,
        ContinueQueue,
        SubmitOrder,
        SubmissionProcessor,
        LeaseSweeper,
        ReconciliationRepository,
        ReconciliationMetrics,
        SettleSearch,
        ReconcileOrders,
        ReconciliationSweeper,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.processor.start();
    this.queueSweeper.start();
    this.leaseSweeper.start();
    this.reconciliationSweeper.start();
  }
}
