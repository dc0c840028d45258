import { type DynamicModule, Module } from '@nestjs/common';
import { CertificateMetrics } from './certificate-metrics.js';
import { CertificateStateQuery } from './certificate-state.query.js';
import { GatewayStateQuery } from './gateway-state.query.js';
import { METRICS_TOKEN, MetricsController } from './metrics.controller.js';
import { StateMetrics } from './state-metrics.js';

/** What every process tells of itself and of the orders, whatever its role. */
@Module({})
export class MonitoringModule {
  static forRoot(metricsToken: string | undefined): DynamicModule {
    return {
      module: MonitoringModule,
      controllers: [MetricsController],
      providers: [
        CertificateStateQuery,
        CertificateMetrics,
        GatewayStateQuery,
        StateMetrics,
        { provide: METRICS_TOKEN, useValue: metricsToken ?? null },
      ],
      exports: [GatewayStateQuery],
    };
  }
}
