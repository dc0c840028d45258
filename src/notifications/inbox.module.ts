import { type DynamicModule, Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { CertificateController } from './certificate/certificate.controller.js';
import { CertificateQuery } from './certificate/certificate.query.js';
import { FindCertificate } from './certificate/find-certificate.js';
import { InboxRepository } from './inbox/inbox.repository.js';
import { ListNotifications } from './inbox/list-notifications.js';
import { NotificationsController } from './inbox/notifications.controller.js';
import { NotificationsQuery } from './inbox/notifications.query.js';
import { OpsNotificationsController } from './inbox/ops-notifications.controller.js';
import { PUSH_ACCESS, PushAccess, type PushAccessSettings } from './inbox/push-access.js';
import { ReceiveNotification } from './inbox/receive-notification.js';

/** What an API process does: stores what Sectigo pushes, and gives out certificates. */
@Module({})
export class InboxModule {
  static forRoot(access: PushAccessSettings | null): DynamicModule {
    return {
      module: InboxModule,
      imports: [OrdersModule],
      controllers: [NotificationsController, OpsNotificationsController, CertificateController],
      providers: [
        { provide: PUSH_ACCESS, useValue: access },
        PushAccess,
        InboxRepository,
        ReceiveNotification,
        NotificationsQuery,
        ListNotifications,
        CertificateQuery,
        FindCertificate,
      ],
    };
  }
}
