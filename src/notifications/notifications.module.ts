import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { ExpiryRepository } from './expiry/expiry.repository.js';
import { ExpirySweeper } from './expiry/expiry.sweeper.js';
import { ApplyNotifications } from './inbox/apply-notifications.js';
import { InboxRepository } from './inbox/inbox.repository.js';
import { InboxSweeper } from './inbox/inbox.sweeper.js';
import { NotificationMetrics } from './notification-metrics.js';
import { PollStatuses } from './polling/poll-statuses.js';
import { PollingSettings } from './polling/polling-settings.js';
import { PollingSweeper } from './polling/polling.sweeper.js';
import { StatusPollsRepository } from './polling/status-polls.repository.js';

/** What a worker does after an order is placed: applies pushes, reads statuses, tells of certificates that end. */
@Module({})
export class NotificationsModule implements OnApplicationBootstrap {
  constructor(
    private readonly inbox: InboxSweeper,
    private readonly polling: PollingSweeper,
    private readonly expiry: ExpirySweeper,
  ) {}

  static forRoot(polling: PollingSettings): DynamicModule {
    return {
      module: NotificationsModule,
      imports: [OutboxModule],
      providers: [
        { provide: PollingSettings, useValue: polling },
        NotificationMetrics,
        InboxRepository,
        ApplyNotifications,
        InboxSweeper,
        StatusPollsRepository,
        PollStatuses,
        PollingSweeper,
        ExpiryRepository,
        ExpirySweeper,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.inbox.start();
    this.polling.start();
    this.expiry.start();
  }
}
