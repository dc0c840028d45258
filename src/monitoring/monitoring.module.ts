import { Module } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { CountsRepository } from './counts/counts.repository.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { CertificateStateQuery } from './metrics/certificate-state.query.js';
import { GatewayStateQuery } from './metrics/gateway-state.query.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { StateMetrics } from './metrics/state-metrics.js';

/** Health and metrics, which every process has in any role. */
@Module({
  imports: [GateModule],
  controllers: [HealthController, MetricsController],
  providers: [Readiness, CountsRepository, CertificateStateQuery, GatewayStateQuery, StateMetrics],
})
export class MonitoringModule {}
