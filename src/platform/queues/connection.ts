import { type OnApplicationShutdown } from '@nestjs/common';
import { connect, type RedisClient, type Use } from './connections.js';

export const PRODUCER_CONNECTION = Symbol('redis connection of producers');
export const WORKER_CONNECTION = Symbol('redis connection of workers');

/** Closes with the application, after everything that uses it. */
export class Connection implements OnApplicationShutdown {
  readonly redis: RedisClient;
  private latestFault: unknown;

  constructor(url: string, use: Use) {
    this.redis = connect(url, use);
    this.redis.on('error', (error: unknown) => (this.latestFault = error));
    this.redis.on('ready', () => (this.latestFault = undefined));
  }

  /** Why there is no connection; undefined while there is one. */
  get fault(): unknown {
    return this.latestFault;
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
