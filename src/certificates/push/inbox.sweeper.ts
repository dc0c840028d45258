import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DatabaseNotifications } from '../../platform/prisma/notifications.js';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { ApplyNotifications } from './apply-notifications.js';
import { NOTIFICATION_CHANNEL } from './inbox.repository.js';

const SWEEP_EVERY_MS = 1_000;

/** Applies what is pushed as soon as Postgres says so, and looks for itself now and then. */
@Injectable()
export class InboxSweeper implements OnModuleDestroy {
  private readonly ending = new AbortController();
  private readonly task = new PeriodicTask('inbox', SWEEP_EVERY_MS, () =>
    this.applyNotifications.execute(this.ending.signal),
  );
  private stopListening: (() => void) | undefined;

  constructor(
    private readonly applyNotifications: ApplyNotifications,
    private readonly notifications: DatabaseNotifications,
  ) {}

  start(): void {
    this.stopListening = this.notifications.listen(NOTIFICATION_CHANNEL, () => void this.task.wake());
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopListening?.();
    this.ending.abort();
    await this.task.stop();
  }
}
