import { type DynamicModule, Module } from '@nestjs/common';
import { BALANCE_ALERT_BELOW } from './balance/low-balance.js';
import { CertificateMetrics } from './metrics/certificate-metrics.js';
import { CertificateStateQuery } from './metrics/certificate-state.query.js';
import { GatewayStateQuery } from './metrics/gateway-state.query.js';
import { METRICS_TOKEN, MetricsController } from './metrics/metrics.controller.js';
import { StateMetrics } from './metrics/state-metrics.js';

export interface MonitoringSettings {
  readonly metricsToken?: string;
  readonly balanceAlertBelow?: string;
}

/** What every process tells of itself and of the orders, whatever its role. */
@Module({})
export class MonitoringModule {
  static forRoot({ metricsToken, balanceAlertBelow }: MonitoringSettings): DynamicModule {
    return {
      module: MonitoringModule,
      controllers: [MetricsController],
      providers: [
        CertificateStateQuery,
        CertificateMetrics,
        GatewayStateQuery,
        StateMetrics,
        { provide: METRICS_TOKEN, useValue: metricsToken ?? null },
        { provide: BALANCE_ALERT_BELOW, useValue: balanceAlertBelow ?? null },
      ],
      exports: [GatewayStateQuery],
    };
  }
}
