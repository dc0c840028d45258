import { readFileSync } from 'node:fs';
import { type ConnectionLimits } from './connections.js';

/** Beyond that memory would be the limit: a connection that idles takes some ten kilobytes. */
const MOST_CONNECTIONS = 8_192;
const MOST_UNANSWERED = 32;

/** Of four descriptors connections get three: files, Postgres, Redis, Sectigo and webhooks have the rest. */
export function connectionLimits(descriptors: number): ConnectionLimits {
  const mostConnections = Math.min(MOST_CONNECTIONS, Math.floor((descriptors * 3) / 4));
  return { mostConnections, mostUnanswered: MOST_UNANSWERED };
}

/** How many files and sockets Linux lets this process have open; elsewhere it is not known. */
export function descriptorLimit(limits = readLimits()): number {
  const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
  return soft === undefined ? Infinity : Number(soft);
}

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}
