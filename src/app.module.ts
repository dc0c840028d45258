import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { CertificatesApiModule } from './certificates/certificates.api.module.js';
import { CertificatesWorkerModule } from './certificates/certificates.worker.module.js';
import { ClientsApiModule } from './clients/clients.api.module.js';
import { Config, type RunningConfig } from './config/config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { DispatchApiModule } from './dispatch/dispatch.api.module.js';
import { DispatchWorkerModule } from './dispatch/dispatch.worker.module.js';
import { HttpModule } from './http/http.module.js';
import { type ProblemOrigin, ProblemOrigins } from './http/problem/problem-origins.js';
import { MonitoringApiModule } from './monitoring/monitoring.api.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { MonitoringWorkerModule } from './monitoring/monitoring.worker.module.js';
import { OrdersApiModule } from './orders/orders.api.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { NoTracing, type Tracing } from './platform/tracing/tracing.js';
import { createSectigoClient } from './sectigo-connection.js';
import { PUBLISHED_ERRORS, SectigoClient } from './sectigo/index.js';
import { UpstreamModule } from './upstream/upstream.module.js';
import { WebhooksApiModule } from './webhooks/webhooks.api.module.js';
import { WebhooksWorkerModule } from './webhooks/webhooks.worker.module.js';

const API = [
  OrdersApiModule,
  DispatchApiModule,
  CertificatesApiModule,
  ClientsApiModule,
  MonitoringApiModule,
  WebhooksApiModule,
  DashboardModule,
];
const WORKER = [DispatchWorkerModule, CertificatesWorkerModule, MonitoringWorkerModule, WebhooksWorkerModule];

/** The composition root: the only file that knows every feature. */
@Module({})
export class AppModule {
  static forRoot(config: RunningConfig, tracing: Tracing = new NoTracing()): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, tracing),
        AccessModule,
        HttpModule,
        SectigoModule,
        UpstreamModule,
        MonitoringModule,
        ...(config.role === 'worker' ? [] : API),
        ...(config.role === 'api' ? [] : WORKER),
      ],
    };
  }
}

/** Which of Sectigo's errors is behind each problem, for the pages that explain problems. */
function sectigoOrigins(): ProblemOrigins {
  const origins: Record<string, ProblemOrigin[]> = {};
  for (const { problem, code, description } of PUBLISHED_ERRORS) {
    (origins[problem] ??= []).push({ sectigoCode: code, description });
  }
  return new ProblemOrigins(origins);
}

/** Sectigo for everybody: `sectigo/` itself knows no framework, and `http/` nothing of Sectigo. */
@Global()
@Module({
  providers: [
    { provide: SectigoClient, inject: [Config], useFactory: createSectigoClient },
    { provide: ProblemOrigins, useFactory: sectigoOrigins },
  ],
  exports: [SectigoClient, ProblemOrigins],
})
class SectigoModule {}
