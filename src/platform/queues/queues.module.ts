import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { connect, PRODUCER_OPTIONS, WORKER_OPTIONS } from './connections.js';

export const PRODUCER_CONNECTION = Symbol('redis connection of producers');
export const QUEUE_PREFIX = Symbol('prefix of every key in Redis');
export const WORKER_CONNECTION = Symbol('redis connection of workers');

/** The process's connections to Redis: one that fails fast, one that waits. */
@Global()
@Module({})
export class QueuesModule {
  static forRoot(redisUrl: string, prefix: string): DynamicModule {
    return {
      module: QueuesModule,
      providers: [
        { provide: QUEUE_PREFIX, useValue: prefix },
        { provide: PRODUCER_CONNECTION, useFactory: () => new Connection(redisUrl, PRODUCER_OPTIONS) },
        { provide: WORKER_CONNECTION, useFactory: () => new Connection(redisUrl, WORKER_OPTIONS) },
      ],
      exports: [PRODUCER_CONNECTION, WORKER_CONNECTION, QUEUE_PREFIX],
    };
  }
}

/** Closes with the application, after everything that uses it. */
export class Connection implements OnApplicationShutdown {
  readonly redis: Redis;

  constructor(url: string, options: Parameters<typeof connect>[1]) {
    this.redis = connect(url, options);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
