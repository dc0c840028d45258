import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { OutboxSweeper } from '../outbox/outbox.sweeper.js';
import { AttemptMetrics } from './attempt-metrics.js';
import { AttemptRepository } from './attempt.repository.js';
import { ClaimOrder } from './claim-order.js';
import { ContinueQueue } from './continue-queue.js';
import { CredentialsMetrics } from './credentials-metrics.js';
import { LeaseSweeper } from './lease.sweeper.js';
import { ReconcileOrders } from './reconciliation/reconcile-orders.js';
import { ReconciliationMetrics } from './reconciliation/reconciliation-metrics.js';
import { ReconciliationSettings } from './reconciliation/reconciliation-policy.js';
import { ReconciliationRepository } from './reconciliation/reconciliation.repository.js';
import { ReconciliationSweeper } from './reconciliation/reconciliation.sweeper.js';
import { SettleSearch } from './reconciliation/settle-search.js';
import { RecordOutcome } from './record-outcome.js';
import { SendOrder } from './send-order.js';
import { SubmissionProcessor } from './submission.processor.js';
import { SubmissionSettings } from './submission-settings.js';
import { SubmissionSlotsRepository } from './submission-slots.repository.js';
import { SubmitOrder } from './submit-order.js';

/** Everything that a worker process does. */
@Module({})
export class SubmissionsModule implements OnApplicationBootstrap {
  constructor(
    private readonly processor: SubmissionProcessor,
    private readonly outboxSweeper: OutboxSweeper,
    private readonly leaseSweeper: LeaseSweeper,
    private readonly reconciliationSweeper: ReconciliationSweeper,
  ) {}

  static forRoot(settings: SubmissionSettings, reconciliation: ReconciliationSettings): DynamicModule {
    return {
      module: SubmissionsModule,
      imports: [OutboxModule],
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
    this.outboxSweeper.start();
    this.leaseSweeper.start();
    this.reconciliationSweeper.start();
  }
}
