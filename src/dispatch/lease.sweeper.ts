import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SubmissionRelay } from '../orders/queue/submission.relay.js';
import { PeriodicTask } from '../platform/scheduling/periodic-task.js';
import { AttemptRepository } from './attempt.repository.js';
import { SubmissionGateRepository } from '../gate/submission-gate.repository.js';
import { SubmissionSettings } from './submission-settings.js';
import { SubmissionSlotsRepository } from './claim/submission-slots.repository.js';

const SWEEP_EVERY_MS = 1_000;

/**
 * Looks after what a lost worker or a closed gate left behind. When a lease runs out, an attempt that had not begun to send is
 * queued again; of any other the outcome is unknown, and it is looked for, never sent again.
 */
@Injectable()
export class LeaseSweeper implements OnModuleDestroy {
  private readonly logger = new Logger(LeaseSweeper.name);
  private readonly task = new PeriodicTask('expired leases and probes', SWEEP_EVERY_MS, () => this.sweep());

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly slots: SubmissionSlotsRepository,
    private readonly gate: SubmissionGateRepository,
    private readonly relay: SubmissionRelay,
    private readonly settings: SubmissionSettings,
  ) {}

  start(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  private async sweep(): Promise<void> {
    const unsent = await this.attempts.requeueUnsent();
    for (const { orderId } of unsent) {
      this.logger.warn(
        { orderId },
        'the worker of an attempt fell silent before it sent anything: queued again',
      );
    }
    this.relay.handOver(...unsent);
    for (const orderId of await this.attempts.giveUpExpiredLeases()) {
      this.logger.error({ orderId }, 'the worker of an attempt fell silent: the outcome is unknown');
    }
    await this.slots.freeThoseOfEndedWorkers();
    if (this.settings.holdProbeMs > 0) {
      const probes = await this.gate.startProbe(this.settings.holdProbeMs);
      this.relay.handOver(...probes.map((order) => ({ ...order, first: true })));
    }
  }
}
