import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { SubmissionRelay } from '../orders/queue/submission.relay.js';
import { AttemptRepository } from './attempt.repository.js';
import { SubmissionGateRepository } from '../gate/submission-gate.repository.js';
import { SubmissionSlotsRepository } from './claim/submission-slots.repository.js';

/**
 * Looks after what a lost worker or a closed gate left behind. When a lease runs out, an attempt that had not begun to send is
 * queued again; of any other the outcome is unknown, and it is looked for, never sent again.
 */
@Injectable()
export class EndLeases {
  private readonly logger = new Logger(EndLeases.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly slots: SubmissionSlotsRepository,
    private readonly gate: SubmissionGateRepository,
    private readonly relay: SubmissionRelay,
    private readonly config: Config,
  ) {}

  async execute(): Promise<void> {
    const unsent = await this.attempts.requeueUnsent();
    for (const { orderId } of unsent) {
      this.logger.warn(
        { orderId },
        'the worker of an attempt stopped responding before it sent anything: the order is queued again',
      );
    }
    this.relay.handOver(...unsent);
    for (const orderId of await this.attempts.giveUpExpiredLeases()) {
      this.logger.error(
        { orderId },
        'the worker of an attempt stopped responding after it began to send: the outcome is unknown',
      );
    }
    await this.slots.freeThoseOfEndedWorkers();
    const { holdProbeMs } = this.config.submissions;
    if (holdProbeMs > 0) this.relay.handOverFirst(await this.gate.startProbe(holdProbeMs));
  }
}
