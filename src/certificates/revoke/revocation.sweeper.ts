import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseNotifications } from '../../platform/prisma/notifications.js';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { REVOCATION_REQUESTED_CHANNEL } from './revocation.repository.js';
import { RevokeDue } from './revoke-due.js';

const SWEEP_EVERY_MS = 1_000;

/** At once when somebody asks, and now and then for what could not be done. */
@Injectable()
export class RevocationSweeper implements OnModuleDestroy {
  private readonly ending = new AbortController();
  private readonly task = new PeriodicTask('revocations', SWEEP_EVERY_MS, () =>
    this.revokeDue.execute(this.ending.signal),
  );
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly revokeDue: RevokeDue,
    private readonly notifications: DatabaseNotifications,
  ) {}

  start(): void {
    this.stopListening = this.notifications.listen(REVOCATION_REQUESTED_CHANNEL, () => void this.task.wake());
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening?.();
    this.ending.abort();
    await this.task.stop();
  }
}
