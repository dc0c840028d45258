import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { Config, type RunningConfig } from './config/config.js';
import { HttpModule } from './http/http.module.js';
import { type ProblemOrigin, ProblemOrigins } from './http/problem/problem-origins.js';
import { KeepTexts } from './monitoring/kept-texts/keep-texts.js';
import { KeptTextsModule } from './monitoring/kept-texts/kept-texts.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { NoTracing, type Tracing } from './platform/tracing/tracing.js';
import { createSectigoClient } from './sectigo-connection.js';
import { PUBLISHED_ERRORS, SectigoClient } from './sectigo/index.js';
import { UpstreamModule } from './upstream/upstream.module.js';

/** The composition root. What only one role needs is loaded in that role alone. */
@Module({})
export class AppModule {
  static async forRoot(config: RunningConfig, tracing: Tracing = new NoTracing()): Promise<DynamicModule> {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, tracing),
        AccessModule,
        HttpModule,
        SectigoModule,
        UpstreamModule,
        MonitoringModule,
        ...(config.role === 'worker' ? [] : [(await import('./app.api.module.js')).ApiModule]),
        ...(config.role === 'api' ? [] : [(await import('./app.worker.module.js')).WorkerModule]),
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
  imports: [KeptTextsModule],
  providers: [
    {
      provide: SectigoClient,
      inject: [Config, KeepTexts],
      useFactory: (config: RunningConfig, texts: KeepTexts) =>
        createSectigoClient(config, { unread: (reply) => texts.keep(reply) }),
    },
    { provide: ProblemOrigins, useFactory: sectigoOrigins },
  ],
  exports: [SectigoClient, ProblemOrigins],
})
class SectigoModule {}
