import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccountModule } from '../gate/account.module.js';
import { ExpiryRepository } from './expire/expiry.repository.js';
import { ApplyNotifications } from './push/apply-notifications.js';
import { InboxRepository, NOTIFICATION_CHANNEL } from './push/inbox.repository.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { REVOCATION_REQUESTED_CHANNEL } from './revoke/revocation.repository.js';
import { NotificationMetrics } from './push/notification-metrics.js';
import { PollStatuses } from './poll/poll-statuses.js';
import { StatusPollsRepository } from './poll/status-polls.repository.js';
import { RevocationAttemptRepository } from './revoke/revocation-attempt.repository.js';
import { RevokeDue } from './revoke/revoke-due.js';

const EXPIRY_EVERY_MS = 10_000;

/** In a worker, after an order is placed: applies pushes, reads statuses, revokes, and announces expiring certificates. */
@Module({
  imports: [AccountModule],
  providers: [
    NotificationMetrics,
    InboxRepository,
    ApplyNotifications,
    StatusPollsRepository,
    PollStatuses,
    ExpiryRepository,
    RevocationAttemptRepository,
    RevokeDue,
  ],
})
export class CertificatesWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly applyNotifications: ApplyNotifications,
    private readonly pollStatuses: PollStatuses,
    private readonly expiry: ExpiryRepository,
    private readonly revokeDue: RevokeDue,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = 1_000;
    this.tasks.start({
      name: 'inbox',
      everyMs,
      channel: NOTIFICATION_CHANNEL,
      run: (signal) => this.applyNotifications.execute(signal),
    });
    this.tasks.start({
      name: 'revocations',
      everyMs,
      channel: REVOCATION_REQUESTED_CHANNEL,
      run: (signal) => this.revokeDue.execute(signal),
    });
    this.tasks.start({ name: 'status-polls', everyMs, run: (signal) => this.pollStatuses.execute(signal) });
    this.tasks.start({
      name: 'expiry-notices',
      everyMs: EXPIRY_EVERY_MS,
      run: () => this.expiry.tellAllDue(),
    });
  }
}
