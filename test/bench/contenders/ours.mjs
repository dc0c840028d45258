import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { call } from '../load/call.mjs';
import { ROOT } from '../stage/root.mjs';
import { CONCURRENCY } from './plain.mjs';

const OPERATOR_KEY = 'operator-key-of-the-benchmark';

/** The built program with its own settings, but for the rate of calls: one client places all the orders. */
export const ours = {
  name: 'ours',
  what: 'this gateway',
  hasWorker: true,
  path: '/v1/orders',
  headers: (key) => ({
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  }),
  /** What it owns to before anybody asks: a person has to look at these. */
  announced: `SELECT organization_name AS name FROM orders WHERE status IN ('outcome-unknown', 'held')`,

  /** Migrates on start; returns the key of a client. */
  async prepare(scene) {
    const api = await scene.start('api');
    const headers = { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' };
    const target = { url: api.url, path: '/v1/clients', method: 'POST', headers };
    const { status, text } = await call(target, JSON.stringify({ name: 'bench' }));
    await api.end();
    if (status !== 201) throw new Error(`no client: ${status} ${text}`);
    return JSON.parse(text).key;
  },

  program: (role, { databaseUrl, redisUrl, upstream }) => ({
    args: [path.join(ROOT, 'dist/main.js')],
    readyPath: '/health/ready',
    env: {
      ROLE: role,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      SECTIGO_URL: upstream.url,
      SECTIGO_LOGIN_NAME: upstream.login.name,
      SECTIGO_LOGIN_PASSWORD: upstream.login.password,
      SECTIGO_SIMULATED: 'true',
      OPERATOR_KEY,
      RATE_LIMIT_ORDERS_PER_MINUTE: '0',
      SUBMIT_CONCURRENCY: String(CONCURRENCY),
    },
  }),
};
