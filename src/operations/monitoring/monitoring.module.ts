import { type DynamicModule, Module } from '@nestjs/common';
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
        GatewayStateQuery,
        StateMetrics,
        { provide: METRICS_TOKEN, useValue: metricsToken ?? null },
      ],
      exports: [GatewayStateQuery],
    };
  }
}
