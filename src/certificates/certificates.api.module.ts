import { Module } from '@nestjs/common';
import { OrdersApiModule } from '../orders/orders.api.module.js';
import { CertificateController } from './deliver/certificate.controller.js';
import { CertificateQuery } from './deliver/certificate.query.js';
import { FindCertificate } from './deliver/find-certificate.js';
import { InboxRepository } from './push/inbox.repository.js';
import { NotificationsController } from './push/notifications.controller.js';
import { NotificationsQuery } from './push/notifications.query.js';
import { OpsNotificationsController } from './push/ops-notifications.controller.js';
import { PushAccess } from './push/push-access.guard.js';
import { ReceiveNotification } from './push/receive-notification.js';
import { RequestRevocation } from './revoke/request-revocation.js';
import { RevocationChanges } from './revoke/revocation-changes.js';
import { RevocationRepository } from './revoke/revocation.repository.js';
import { RevocationsController } from './revoke/revocations.controller.js';

/** In an API process: stores Sectigo's pushes, delivers certificates, and takes requests to revoke them. */
@Module({
  imports: [OrdersApiModule],
  controllers: [
    RevocationsController,
    NotificationsController,
    OpsNotificationsController,
    CertificateController,
  ],
  providers: [
    PushAccess,
    InboxRepository,
    ReceiveNotification,
    NotificationsQuery,
    CertificateQuery,
    FindCertificate,
    RevocationRepository,
    RevocationChanges,
    RequestRevocation,
  ],
})
export class CertificatesApiModule {}
