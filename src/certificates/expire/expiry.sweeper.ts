import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { ExpiryRepository } from './expiry.repository.js';

const SWEEP_EVERY_MS = 10_000;
const NOTICES_A_STATEMENT = 200;

/** Tells clients in time that a certificate ends. */
@Injectable()
export class ExpirySweeper implements OnModuleDestroy {
  private readonly task = new PeriodicTask('expiry notices', SWEEP_EVERY_MS, () => this.tell());

  constructor(private readonly expiry: ExpiryRepository) {}

  start(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  private async tell(): Promise<void> {
    while ((await this.expiry.tellDue(NOTICES_A_STATEMENT)) === NOTICES_A_STATEMENT);
  }
}
