import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Metrics } from './metrics/metrics.js';
import { DatabaseHealth } from './prisma/database-health.js';
import { DatabaseNotifications } from './prisma/notifications.js';
import { PoolMetrics } from './prisma/pool-metrics.js';
import { PrismaService } from './prisma/prisma.service.js';
import { PeriodicTasks } from './scheduling/periodic-tasks.js';
import { QueuesModule } from './queues/queues.module.js';
import { Tracing } from './tracing/tracing.js';

export interface PlatformSettings {
  readonly databaseUrl: string;
  readonly databaseDirectUrl?: string;
  readonly databasePoolSize: number;
  readonly redisUrl: string;
  readonly queuePrefix: string;
}

/** Postgres and Redis, for everybody. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(settings: PlatformSettings, tracing: Tracing): DynamicModule {
    const { databaseUrl, databasePoolSize, redisUrl, queuePrefix } = settings;
    return {
      module: PlatformModule,
      imports: [QueuesModule.forRoot(redisUrl, queuePrefix)],
      providers: [
        Metrics,
        { provide: Tracing, useValue: tracing },
        PoolMetrics,
        DatabaseHealth,
        { provide: PrismaService, useFactory: () => new PrismaService(databaseUrl, databasePoolSize) },
        { provide: DatabaseNotifications, useFactory: () => new DatabaseNotifications(settings) },
        PeriodicTasks,
      ],
      exports: [Metrics, Tracing, PrismaService, DatabaseHealth, DatabaseNotifications, PeriodicTasks],
    };
  }
}
