import { Module } from '@nestjs/common';
import { CertificatesWorkerModule } from './certificates/certificates.worker.module.js';
import { DispatchWorkerModule } from './dispatch/dispatch.worker.module.js';
import { MonitoringWorkerModule } from './monitoring/monitoring.worker.module.js';
import { WebhooksWorkerModule } from './webhooks/webhooks.worker.module.js';

@Module({
  imports: [DispatchWorkerModule, CertificatesWorkerModule, MonitoringWorkerModule, WebhooksWorkerModule],
})
export class WorkerModule {}
