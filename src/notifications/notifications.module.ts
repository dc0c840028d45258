import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ExpiryRepository } from './expiry/expiry.repository.js';
import { ExpirySweeper } from './expiry/expiry.sweeper.js';
import { ApplyNotifications } from './inbox/apply-notifications.js';
import { InboxRepository } from './inbox/inbox.repository.js';
import { InboxSweeper } from './inbox/inbox.sweeper.js';
import { NotificationMetrics } from './notification-metrics.js';

/** What a worker does after an order is placed: applies pushes, reads statuses, tells of certificates that end. */
@Module({
  providers: [
    NotificationMetrics,
    InboxRepository,
    ApplyNotifications,
    InboxSweeper,
    ExpiryRepository,
    ExpirySweeper,
  ],
})
export class NotificationsModule implements OnApplicationBootstrap {
  constructor(
    private readonly inbox: InboxSweeper,
    private readonly expiry: ExpirySweeper,
  ) {}

  onApplicationBootstrap(): void {
    this.inbox.start();
    this.expiry.start();
  }
}
