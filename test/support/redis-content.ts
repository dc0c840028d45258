import { Redis } from 'ioredis';
import { type RunningConfig } from '../../src/config/config.js';

/** Each key of the gateway with its value, as Redis would tell it to anybody; DUMP might compress what is looked for. */
export async function redisContent({ redisUrl, queuePrefix }: RunningConfig): Promise<string[]> {
  const redis = new Redis(redisUrl);
  const contents: string[] = [];
  for (const key of await redis.keys(`*${queuePrefix}*`))
    contents.push(`${key}${await contentOf(redis, key)}`);
  redis.disconnect();
  return contents;
}

async function contentOf(redis: Redis, key: string): Promise<string> {
  const read: Readonly<Record<string, () => Promise<unknown>>> = {
    string: () => redis.get(key),
    hash: () => redis.hgetall(key),
    list: () => redis.lrange(key, '0', '-1'),
    set: () => redis.smembers(key),
    zset: () => redis.zrange(key, '0', '-1'),
    stream: () => redis.xrange(key, '-', '+'),
    none: () => Promise.resolve(null),
  };
  const type = await redis.type(key);
  const reader = read[type];
  if (!reader) throw new Error(`a key of type ${type}`);
  return JSON.stringify(await reader());
}
