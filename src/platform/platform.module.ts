import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config, type RunningConfig } from '../config/config.js';
import { Clock, SystemClock } from '../shared/clock.js';
import { Metrics } from './metrics/metrics.js';
import { DatabaseHealth } from './prisma/database-health.js';
import { DatabaseNotifications } from './prisma/notifications.js';
import { PrismaService } from './prisma/prisma.service.js';
import { PeriodicTasks } from './scheduling/periodic-tasks.js';
import { Connection, PRODUCER_CONNECTION, WORKER_CONNECTION } from './queues/connection.js';
import { QueueWorkers } from './queues/queue-workers.js';
import { RedisHealth } from './queues/redis-health.js';
import { Tracing } from './tracing/tracing.js';

/** The configuration, Postgres and Redis, for everybody. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: RunningConfig, tracing: Tracing): DynamicModule {
    const { databaseUrl, databasePoolSize, databasePrepare: prepare, redisUrl } = config;
    return {
      module: PlatformModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useClass: SystemClock },
        { provide: Tracing, useValue: tracing },
        {
          provide: PrismaService,
          useFactory: () => new PrismaService(databaseUrl, databasePoolSize, { prepare }),
        },
        // one that fails fast, one that waits
        { provide: PRODUCER_CONNECTION, useFactory: () => new Connection(redisUrl, 'producer') },
        { provide: WORKER_CONNECTION, useFactory: () => new Connection(redisUrl, 'worker') },
        ...SHARED,
      ],
      exports: [Config, Clock, Tracing, PrismaService, PRODUCER_CONNECTION, WORKER_CONNECTION, ...SHARED],
    };
  }
}

const SHARED = [Metrics, DatabaseHealth, DatabaseNotifications, PeriodicTasks, RedisHealth, QueueWorkers];
