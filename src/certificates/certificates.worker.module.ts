import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { ExpiryRepository } from './expire/expiry.repository.js';
import { ExpirySweeper } from './expire/expiry.sweeper.js';
import { ApplyNotifications } from './push/apply-notifications.js';
import { InboxRepository } from './push/inbox.repository.js';
import { InboxSweeper } from './push/inbox.sweeper.js';
import { NotificationMetrics } from './push/notification-metrics.js';
import { PollStatuses } from './poll/poll-statuses.js';
import { PollingSettings } from './poll/polling-settings.js';
import { PollingSweeper } from './poll/polling.sweeper.js';
import { StatusPollsRepository } from './poll/status-polls.repository.js';
import { RevocationAttemptRepository } from './revoke/revocation-attempt.repository.js';
import { RevocationSettings } from './revoke/revocation-settings.js';
import { RevocationSweeper } from './revoke/revocation.sweeper.js';
import { RevokeDue } from './revoke/revoke-due.js';

/** What a worker does after an order is placed: applies pushes, reads statuses, revokes, tells of certificates that end. */
@Module({})
export class CertificatesWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly inbox: InboxSweeper,
    private readonly polling: PollingSweeper,
    private readonly expiry: ExpirySweeper,
    private readonly revocations: RevocationSweeper,
  ) {}

  static forRoot(polling: PollingSettings, revoking: RevocationSettings): DynamicModule {
    return {
      module: CertificatesWorkerModule,
      imports: [GateModule],
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
        { provide: RevocationSettings, useValue: revoking },
        RevocationAttemptRepository,
        RevokeDue,
        RevocationSweeper,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.inbox.start();
    this.polling.start();
    this.expiry.start();
    this.revocations.start();
  }
}
