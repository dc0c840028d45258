import { Redis, type RedisOptions } from 'ioredis';

const RETRY_CEILING_MS = 2_000;
const retryStrategy = (attempt: number): number => Math.min(100 * attempt, RETRY_CEILING_MS);

/** For adding jobs: fails at once while Redis is away, because nobody may wait for it. */
export const PRODUCER_OPTIONS = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  connectTimeout: 2_000,
  retryStrategy,
} as const satisfies RedisOptions;

/** For taking jobs: waits for Redis as long as it takes. */
export const WORKER_OPTIONS = {
  maxRetriesPerRequest: null,
  connectTimeout: 5_000,
  retryStrategy,
} as const satisfies RedisOptions;

export function connect(url: string, options: typeof PRODUCER_OPTIONS | typeof WORKER_OPTIONS): Redis {
  const redis = new Redis(url, options);
  // BullMQ and the health check report the state; an unheard 'error' event would end the process
  redis.on('error', () => undefined);
  return redis;
}
