/** What the contenders other than ours have in common: their environment, their table of orders and how they are called. */
import path from 'node:path';
import { query } from '../stage/servers.mjs';

const HERE = path.resolve(import.meta.dirname, '..');

export const CONCURRENCY = 32;

/** `file` is the program, from `test/bench`. */
export function plainContender({ name, what, file, hasWorker, prepare = () => undefined }) {
  return {
    name,
    what,
    hasWorker,
    path: '/orders',
    headers: () => ({ 'content-type': 'application/json' }),
    async prepare(scene) {
      await query(scene.settings.databaseUrl, ORDERS);
      await prepare(scene.settings);
    },
    program: (role, { databaseUrl, redisUrl, upstream }) => ({
      args: [path.join(HERE, file)],
      env: {
        ROLE: role,
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        UPSTREAM_URL: `${upstream.url}!AutoApplyOrder`,
        LOGIN_NAME: upstream.login.name,
        LOGIN_PASSWORD: upstream.login.password,
        CONCURRENCY: String(CONCURRENCY),
      },
    }),
  };
}

const ORDERS = `
  CREATE TABLE orders (
    id uuid PRIMARY KEY,
    reference text NOT NULL,
    organization_name text NOT NULL,
    details jsonb NOT NULL,
    status text NOT NULL DEFAULT 'queued',
    sectigo_order_number text,
    created_at timestamptz NOT NULL DEFAULT now()
  )`;
