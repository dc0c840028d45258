import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';
import { PrismaService } from './prisma.service.js';

/** The connections of this process, looked at when somebody scrapes. */
@Injectable()
export class PoolMetrics {
  constructor({ registry }: Metrics, { pool }: PrismaService) {
    new Gauge({
      name: 'gateway_db_connections',
      help: 'Connections of this process to Postgres by state; `waiting`: requests that wait for one.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        this.set({ state: 'open' }, pool.totalCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }
}
