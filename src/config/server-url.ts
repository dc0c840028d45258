import { Redis } from 'ioredis';
import pg from 'pg';
import { parseRedisUrl } from './redis-url.js';

/** Whether Postgres' driver reads the URL, and the host in it is the one that was meant. */
export function isPostgresUrl(url: string): boolean {
  return isReadAsMeant(url, () => new pg.Client({ connectionString: url }));
}

/** As `isPostgresUrl`, for the driver of Redis. */
export function isRedisUrl(url: string): boolean {
  return isReadAsMeant(url, () => {
    const target = parseRedisUrl(url);
    return target?.kind === 'single' && new Redis(target.url, { lazyConnect: true });
  });
}

/** A reserved character ends a password early; what is left of it may still look like a host and a port. */
const CUT_SHORT = /#|^\w+:\/\/[^@/?]*[/?][^=]*@/;

/** The drivers read a URL when they are made. That the file of a certificate is missing is not the URL's fault. */
function isReadAsMeant(url: string, read: () => unknown): boolean {
  if (CUT_SHORT.test(url)) return false;
  try {
    read();
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'syscall' in error;
  }
}
