import { Connection } from './connection.js';
import { probeRedis } from './probe-redis.js';
import { isHopeless, REDIS_TROUBLE_WORDS } from './redis-trouble.js';

/** No job will ever be taken with these settings: one line for whoever runs the program, without any value. */
export class UnusableRedisError extends Error {
  override readonly name = 'UnusableRedisError';
}

/** Orders are accepted without Redis, so only what somebody has to set otherwise stops the start. */
export async function checkRedis(redisUrl: string, prefix: string): Promise<void> {
  const connection = new Connection(redisUrl, 'worker');
  try {
    const hopeless = (await probeRedis(connection, prefix)).troubles.find(isHopeless);
    if (hopeless !== undefined) throw new UnusableRedisError(`REDIS_URL: ${REDIS_TROUBLE_WORDS[hopeless]}`);
  } finally {
    connection.onApplicationShutdown();
  }
}
