import { Cluster, Redis } from 'ioredis';
import { parseRedisUrl, type RedisNodes } from '../../config/redis-url.js';
import { redisTrouble } from './redis-trouble.js';

export type RedisClient = Redis | Cluster;

/** Producers fail at once while Redis is down, because no request may wait for it; workers wait as long as it takes. */
export type Use = 'producer' | 'worker';

const RETRY_CEILING_MS = 2_000;
const retryStrategy = (attempt: number): number => Math.min(100 * attempt, RETRY_CEILING_MS);

const RECONNECT_EVERY_MS = 1_000;

/**
 * After a failover the name or address of the master leads elsewhere, but the old connection stays with the server that
 * became a replica. Not without pause: where the address is that of a replica, a new connection is no better.
 */
function reconnectOnDemotion(): (error: Error) => boolean {
  let reconnectedAt = 0;
  return (error) => {
    if (redisTrouble(error) !== 'read-only' || Date.now() - reconnectedAt < RECONNECT_EVERY_MS) return false;
    reconnectedAt = Date.now();
    return true;
  };
}

interface Options {
  readonly connectTimeout: number;
  readonly maxRetriesPerRequest: number | null;
  readonly enableOfflineQueue: boolean;
  retryStrategy(attempt: number): number;
  reconnectOnError(error: Error): boolean;
}

interface Login {
  readonly username?: string;
  readonly password?: string;
  readonly tls?: object;
}

function optionsOf(use: Use): Options {
  return {
    connectTimeout: use === 'producer' ? 2_000 : 5_000,
    maxRetriesPerRequest: use === 'producer' ? 1 : null,
    enableOfflineQueue: use === 'worker',
    retryStrategy,
    reconnectOnError: reconnectOnDemotion(),
  };
}

export function connect(url: string, use: Use): RedisClient {
  const client = open(url, use);
  // an unheard 'error' event would end the process; code that needs it adds its own listener
  client.on('error', () => undefined);
  return client;
}

function open(url: string, use: Use): RedisClient {
  const target = parseRedisUrl(url);
  if (target === undefined || target.kind === 'single') return new Redis(url, optionsOf(use));
  const options = { ...optionsOf(use), ...loginOf(target) };
  if (target.kind === 'cluster') {
    return new Cluster([...target.nodes], {
      redisOptions: options,
      enableOfflineQueue: use === 'worker',
      clusterRetryStrategy: retryStrategy,
      // certificates are made out to names
      ...(target.tls && { dnsLookup: (address, found) => found(null, address) }),
    });
  }
  const { nodes, master, db, tls, sentinelUsername, sentinelPassword } = target;
  return new Redis({
    ...options,
    sentinels: [...nodes],
    name: master,
    db,
    ...(tls && { enableTLSForSentinelMode: true }),
    ...(sentinelUsername !== undefined && { sentinelUsername }),
    ...(sentinelPassword !== undefined && { sentinelPassword }),
    sentinelRetryStrategy: retryStrategy,
  });
}

function loginOf({ username, password, tls }: RedisNodes): Login {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
  };
}
