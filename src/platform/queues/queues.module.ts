import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Connection, PRODUCER_CONNECTION, QUEUE_PREFIX, WORKER_CONNECTION } from './connection.js';
import { QueueWorkers } from './queue-workers.js';
import { RedisHealth } from './redis-health.js';

export { Connection, PRODUCER_CONNECTION, QUEUE_PREFIX, WORKER_CONNECTION };

/** The process's connections to Redis: one that fails fast, one that waits. */
@Global()
@Module({})
export class QueuesModule {
  static forRoot(redisUrl: string, prefix: string): DynamicModule {
    return {
      module: QueuesModule,
      providers: [
        { provide: QUEUE_PREFIX, useValue: prefix },
        { provide: PRODUCER_CONNECTION, useFactory: () => new Connection(redisUrl, 'producer') },
        { provide: WORKER_CONNECTION, useFactory: () => new Connection(redisUrl, 'worker') },
        RedisHealth,
        QueueWorkers,
      ],
      exports: [PRODUCER_CONNECTION, WORKER_CONNECTION, QUEUE_PREFIX, RedisHealth, QueueWorkers],
    };
  }
}
