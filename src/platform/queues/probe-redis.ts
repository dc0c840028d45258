import { createHash } from 'node:crypto';
import { within } from '../../shared/within.js';
import { Connection } from './connection.js';
import { type RedisClient } from './connections.js';
import {
  isHopeless,
  maxmemoryPolicyOf,
  REDIS_TROUBLE_WORDS,
  type RedisTrouble,
  redisTrouble,
  troublesOfInfo,
} from './redis-trouble.js';

export interface RedisState {
  /** Worst first; none: jobs are taken. */
  readonly troubles: readonly RedisTrouble[];
  /** Absent: Redis does not tell, or not this user. */
  readonly maxmemoryPolicy?: string;
}

const ANSWER_WITHIN_MS = 2_000;
const KEEP_MS = '60000';

/** Writes as the queues do: a script, by its digest, over several keys. */
const WRITE = `redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) return redis.call('EXISTS', KEYS[2])`;
const WRITE_SHA = createHash('sha1').update(WRITE).digest('hex');

/** What works and what does not, by doing it. Never rejects. */
export async function probeRedis({ redis, fault }: Connection, prefix: string): Promise<RedisState> {
  const [written, told] = await Promise.allSettled([
    within(ANSWER_WITHIN_MS, write(redis, prefix)),
    within(ANSWER_WITHIN_MS, redis.info()),
  ]);
  // a user without INFO can still be served
  const info = told.status === 'fulfilled' ? told.value : '';
  const policy = maxmemoryPolicyOf(info);
  return {
    troubles: [
      ...(written.status === 'rejected' ? [causeOf(written.reason, fault)] : []),
      ...troublesOfInfo(info),
    ],
    ...(policy !== undefined && { maxmemoryPolicy: policy }),
  };
}

async function write(redis: RedisClient, prefix: string): Promise<void> {
  const keys = [`${prefix}:probe:written`, `${prefix}:probe:beside`] as const;
  try {
    await redis.evalsha(WRITE_SHA, 2, ...keys, KEEP_MS);
  } catch (error) {
    if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error;
    await redis.eval(WRITE, 2, ...keys, KEEP_MS);
  }
}

/** Without a connection the driver refuses to write; what the connection failed for says more. */
function causeOf(error: unknown, fault: unknown): RedisTrouble {
  const trouble = redisTrouble(error);
  return trouble === 'unreachable' && fault !== undefined ? redisTrouble(fault) : trouble;
}

/** No job will ever be taken with these settings: one line for the operator, without any value. */
export class UnusableRedisError extends Error {
  override readonly name = 'UnusableRedisError';
}

/** Orders are accepted without Redis, so only a fault that needs another setting stops the start. */
export async function checkRedis(redisUrl: string, prefix: string): Promise<void> {
  const connection = new Connection(redisUrl, 'worker');
  try {
    const hopeless = (await probeRedis(connection, prefix)).troubles.find(isHopeless);
    if (hopeless !== undefined) throw new UnusableRedisError(`REDIS_URL: ${REDIS_TROUBLE_WORDS[hopeless]}`);
  } finally {
    connection.onApplicationShutdown();
  }
}
