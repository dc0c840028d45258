import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { OutboxSweeper } from '../outbox/outbox.sweeper.js';
import { AttemptRepository } from './attempt.repository.js';
import { LeaseSweeper } from './lease.sweeper.js';
import { SubmissionProcessor } from './submission.processor.js';
import { SubmissionSettings } from './submission-settings.js';
import { SubmitOrder } from './submit-order.js';

/** Everything that a worker process does. */
@Module({})
export class SubmissionsModule implements OnApplicationBootstrap {
  constructor(
    private readonly processor: SubmissionProcessor,
    private readonly outboxSweeper: OutboxSweeper,
    private readonly leaseSweeper: LeaseSweeper,
  ) {}

  static forRoot(settings: SubmissionSettings): DynamicModule {
    return {
      module: SubmissionsModule,
      imports: [OutboxModule],
      providers: [
        { provide: SubmissionSettings, useValue: settings },
        AttemptRepository,
        SubmitOrder,
        SubmissionProcessor,
        LeaseSweeper,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.processor.start();
    this.outboxSweeper.start();
    this.leaseSweeper.start();
  }
}
