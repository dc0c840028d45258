import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { ClientsApiModule } from './clients/clients.api.module.js';
import { type RunningConfig } from './config/config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { HealthModule } from './monitoring/health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { type ProblemOrigin, ProblemOrigins } from './http/problem/problem-origins.js';
import { PublicUrl } from './http/public-url.js';
import { CertificatesApiModule } from './certificates/certificates.api.module.js';
import { CertificatesWorkerModule } from './certificates/certificates.worker.module.js';
import { PollingSettings } from './certificates/poll/polling-settings.js';
import { MonitoringWorkerModule } from './monitoring/monitoring.worker.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { MonitoringApiModule } from './monitoring/monitoring.api.module.js';
import { OrdersApiModule } from './orders/orders.api.module.js';
import { HoldSettings } from './gate/hold-settings.js';
import { PlatformModule } from './platform/platform.module.js';
import { NoTracing, type Tracing } from './platform/tracing/tracing.js';
import { PUBLISHED_ERRORS, SectigoClient } from './sectigo/index.js';
import { createSectigoClient } from './sectigo-connection.js';
import { RevocationSettings } from './certificates/revoke/revocation-settings.js';
import { DispatchApiModule } from './dispatch/dispatch.api.module.js';
import { ReconciliationSettings } from './dispatch/reconcile/reconciliation-policy.js';
import { DispatchWorkerModule } from './dispatch/dispatch.worker.module.js';
import { SubmissionSettings } from './dispatch/submission-settings.js';
import { WebhooksWorkerModule } from './webhooks/webhooks.worker.module.js';
import { UpstreamModule } from './upstream/upstream.module.js';
import { WebhooksApiModule } from './webhooks/webhooks.api.module.js';

/** How long after Sectigo's time-out an attempt may still be writing down its outcome. */
const LEASE_MARGIN_MS = 15_000;

/** The composition root: the only file that knows every feature. */
@Module({})
export class AppModule {
  static forRoot(
    config: RunningConfig,
    migrationsDir: string,
    tracing: Tracing = new NoTracing(),
  ): DynamicModule {
    const publicUrl = new PublicUrl(config.publicUrl ?? `http://localhost:${config.port}`);
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, tracing),
        AccessModule.forRoot(config),
        HttpModule.forRoot(publicUrl, sectigoOrigins()),
        SectigoModule.forRoot(config),
        UpstreamModule.forRoot(config.sectigo),
        HealthModule.forRoot(migrationsDir),
        MonitoringModule.forRoot(config),
        ...(config.role === 'worker'
          ? []
          : [
              OrdersApiModule,
              DispatchApiModule,
              CertificatesApiModule.forRoot(config.notifications ?? null),
              ClientsApiModule,
              MonitoringApiModule.forRoot(config),
              WebhooksApiModule.forRoot(config),
              DashboardModule,
            ]),
        ...(config.role === 'api'
          ? []
          : [
              DispatchWorkerModule.forRoot(submissionSettings(config), reconciliationSettings(config)),
              CertificatesWorkerModule.forRoot(
                new PollingSettings(config.statusPollsPerMinute),
                revocationSettings(config),
              ),
              MonitoringWorkerModule,
              WebhooksWorkerModule.forRoot(config),
            ]),
      ],
    };
  }
}

/** Sectigo for everybody, and what to do when it refuses our account: `sectigo/` itself knows no framework. */
@Global()
@Module({})
class SectigoModule {
  static forRoot(config: RunningConfig): DynamicModule {
    return {
      module: SectigoModule,
      providers: [
        { provide: SectigoClient, useFactory: () => createSectigoClient(config) },
        { provide: HoldSettings, useValue: holdSettings(config) },
      ],
      exports: [SectigoClient, HoldSettings],
    };
  }
}

function submissionSettings({ submissions, sectigoTimeoutMs }: RunningConfig): SubmissionSettings {
  const { concurrency, perMinute, maxAttempts, backoffMs, holdProbeMs } = submissions;
  const leaseMs = sectigoTimeoutMs + LEASE_MARGIN_MS;
  return new SubmissionSettings(concurrency, perMinute, { maxAttempts, backoffMs }, holdProbeMs, leaseMs);
}

function holdSettings({ submissions, sectigoTimeoutMs }: RunningConfig): HoldSettings {
  const { holdProbeMs, backoffMs } = submissions;
  return new HoldSettings(holdProbeMs, backoffMs, sectigoTimeoutMs + LEASE_MARGIN_MS);
}

function revocationSettings({ submissions, sectigoTimeoutMs }: RunningConfig): RevocationSettings {
  return new RevocationSettings(submissions.backoffMs, sectigoTimeoutMs + LEASE_MARGIN_MS);
}

function reconciliationSettings({
  submissions,
  sectigoForeignOrderNumber,
}: RunningConfig): ReconciliationSettings {
  return new ReconciliationSettings(
    submissions.reconcileIntervalMs,
    submissions.reconcileResubmit === 'after-absent',
    sectigoForeignOrderNumber,
  );
}

/** Which of Sectigo's errors is behind each problem, for the pages that explain problems. */
function sectigoOrigins(): ProblemOrigins {
  const origins: Record<string, ProblemOrigin[]> = {};
  for (const { problem, code, description } of PUBLISHED_ERRORS) {
    (origins[problem] ??= []).push({ sectigoCode: code, description });
  }
  return new ProblemOrigins(origins);
}
