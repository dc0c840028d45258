import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { type RunningConfig } from './config/config.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { type ProblemOrigin, ProblemOrigins } from './http/problem/problem-origins.js';
import { PublicUrl } from './http/public-url.js';
import { InboxModule } from './notifications/inbox.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { PollingSettings } from './notifications/polling/polling-settings.js';
import { BalanceWatchModule } from './operations/balance/balance-watch.module.js';
import { MonitoringModule } from './operations/monitoring/monitoring.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { HoldSettings } from './outbox/hold-settings.js';
import { PlatformModule } from './platform/platform.module.js';
import { NoTracing, type Tracing } from './platform/tracing/tracing.js';
import { PUBLISHED_ERRORS, SectigoClient } from './sectigo/index.js';
import { createSectigoClient } from './sectigo-connection.js';
import { RevocationSettings } from './revocations/revocation-settings.js';
import { RevocationsModule } from './revocations/revocations.module.js';
import { RevokingModule } from './revocations/revoking.module.js';
import { PreviewModule } from './submissions/preview.module.js';
import { ReconciliationSettings } from './submissions/reconciliation/reconciliation-policy.js';
import { SubmissionsModule } from './submissions/submissions.module.js';
import { SubmissionSettings } from './submissions/submission-settings.js';
import { DeliveriesModule } from './webhooks/deliveries.module.js';
import { UpstreamModule } from './upstream/upstream.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

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
              OrdersModule,
              PreviewModule,
              RevocationsModule,
              InboxModule.forRoot(config.notifications ?? null),
              OperationsModule.forRoot(config),
              WebhooksModule.forRoot(config),
              DashboardModule,
            ]),
        ...(config.role === 'api'
          ? []
          : [
              SubmissionsModule.forRoot(submissionSettings(config), reconciliationSettings(config)),
              RevokingModule.forRoot(revocationSettings(config)),
              NotificationsModule.forRoot(new PollingSettings(config.statusPollsPerMinute)),
              BalanceWatchModule,
              DeliveriesModule.forRoot(config),
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
        { provide: HoldSettings, useValue: new HoldSettings(config.submissions.holdProbeMs) },
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
