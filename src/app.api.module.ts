import { Module } from '@nestjs/common';
import { CertificatesApiModule } from './certificates/certificates.api.module.js';
import { ClientsApiModule } from './clients/clients.api.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { DispatchApiModule } from './dispatch/dispatch.api.module.js';
import { MonitoringApiModule } from './monitoring/monitoring.api.module.js';
import { OrdersApiModule } from './orders/orders.api.module.js';
import { WebhooksApiModule } from './webhooks/webhooks.api.module.js';

@Module({
  imports: [
    OrdersApiModule,
    DispatchApiModule,
    CertificatesApiModule,
    ClientsApiModule,
    MonitoringApiModule,
    WebhooksApiModule,
    DashboardModule,
  ],
})
export class ApiModule {}
