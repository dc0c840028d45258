import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import type pg from 'pg';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { type RunningSimulator, startSimulator } from '../../packages/simulator/src/server.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, SIMULATOR_LOGIN } from '../support/gateway.js';
import { statusesOf } from '../support/limited-client.js';
import { mostAtOnce } from '../support/most-at-once.js';
import { Program } from '../support/program.js';
import { createDatabase, redisPrefix, redisUrl, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

jest.setTimeout(180_000);

const CONCURRENCY = 4;
const WITHIN_MS = 90_000;
/** Five open the breaker; as many as may be at once, but one, are under way then. */
const UNTIL_OPEN = 5 + CONCURRENCY - 1;

describe('three APIs and three workers, each a process', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'gateway-test-'));
  let database: TestDatabase;
  let sql: pg.Pool;
  let redis: Redis;
  let prefix: string;
  let sectigo: RunningSimulator;
  let port = 0;
  let apis: Program[];
  let workers: Program[];

  /** With the same books as before: a Sectigo that comes back does not give its order numbers twice. */
  const startSectigo = async (): Promise<void> => {
    sectigo = await startSimulator({ ...SIMULATOR_LOGIN, port, dataDir });
    port = Number(new URL(sectigo.url).port);
  };
  beforeAll(async () => {
    database = await createDatabase();
    sql = poolOf(database.url);
    redis = new Redis(redisUrl());
    prefix = redisPrefix();
    await startSectigo();
    const settings = {
      DATABASE_URL: database.gatewayUrl,
      REDIS_URL: redisUrl(),
      QUEUE_PREFIX: prefix,
      OPERATOR_KEY,
      SECTIGO_URL: sectigo.url,
      SECTIGO_LOGIN_NAME: SIMULATOR_LOGIN.loginName,
      SECTIGO_LOGIN_PASSWORD: SIMULATOR_LOGIN.loginPassword,
      SUBMIT_CONCURRENCY: String(CONCURRENCY),
      SUBMIT_BACKOFF_MS: '50',
    };
    const process = (ROLE: string): Program => new Program(dataDir, { ...settings, ROLE }, 'main');
    apis = ['api', 'api', 'api'].map(process);
    workers = ['worker', 'worker', 'worker'].map(process);
    for (const program of [...apis, ...workers]) await program.start();
  });
  afterAll(async () => {
    await Promise.all([...apis, ...workers].map((program) => program.stop()));
    await sectigo.close();
    redis.disconnect();
    await sql.end();
    await database.drop();
    rmSync(dataDir, { recursive: true });
  });

  const simulator = (): ControlClient => new ControlClient(sectigo.controlUrl);
  const operator = (api: number): ApiClient => new ApiClient(apis[api]!.url, OPERATOR_KEY);
  /** At the same moment, in turns at the three APIs. */
  const place = (count: number, key = OPERATOR_KEY): Promise<ApiResponse[]> =>
    Promise.all(
      Array.from({ length: count }, (_, n) => new ApiClient(apis[n % 3]!.url, key).order(anOrder())),
    );
  const ordersIn = async (status: string): Promise<number> =>
    (await sql.query('SELECT FROM orders WHERE status = $1', [status])).rowCount ?? 0;
  const attempts = async (outcome: string): Promise<number> =>
    (await sql.query('SELECT FROM attempts WHERE outcome = $1', [outcome])).rowCount ?? 0;
  async function expectAllBoughtOnce(): Promise<void> {
    const { rows } = await sql.query<{ name: string }>('SELECT organization_name AS name FROM orders');
    await eventually(async () => expect(await ordersIn('placed')).toBe(rows.length), WITHIN_MS);
    const sold = (await simulator().ledger()).map(({ form }) => form['organizationName']);
    expect(sold.sort()).toEqual(rows.map(({ name }) => name).sort());
  }

  it('claim each order once, and are at Sectigo no more than SUBMIT_CONCURRENCY at once', async () => {
    await simulator().script({ kind: 'delay', ms: 100, match: {}, times: 60 });
    (await place(60)).forEach(orderOf);
    await expectAllBoughtOnce();
    expect(mostAtOnce(await simulator().requests())).toBe(CONCURRENCY);
  });

  it('let a client have what its limit says, and no order more', async () => {
    const limits = { ordersPerHour: 31 };
    const { body } = await operator(0).post('/v1/clients', { name: 'a limited service', limits });
    const { key } = body as { key: string };
    expect(key).toMatch(/^sgk_/);
    expect(statusesOf(await place(90, key))).toEqual({ 202: 31, 429: 59 });
    await expectAllBoughtOnce();
  });

  it('are paused by one and resumed by another', async () => {
    await operator(0).post('/v1/ops/submissions/pause', { reason: 'the test counts' });
    const sold = (await simulator().ledger()).length;
    (await place(30)).forEach(orderOf);
    // the workers have looked at each job
    await eventually(async () => {
      for (const list of ['wait', 'active']) expect(await redis.keys(`${prefix}:*:${list}`)).toEqual([]);
    }, WITHIN_MS);
    expect(await ordersIn('queued')).toBe(30);
    expect(await simulator().ledger()).toHaveLength(sold);
    expect((await operator(1).get('/v1/ops/summary')).body).toMatchObject({ submissions: { paused: true } });
    await operator(2).post('/v1/ops/submissions/resume');
    await expectAllBoughtOnce();
  });

  it('find out together that Sectigo cannot be reached, by a few attempts', async () => {
    await sectigo.close();
    (await place(90)).forEach(orderOf);
    const openBreaker = { details: { sectigo: { state: 'unreachable (breaker open)' } } };
    await eventually(async () => {
      for (const api of [0, 1, 2])
        expect((await operator(api).get('/health/ready')).body).toMatchObject(openBreaker);
      expect(await attempts('not-sent')).toBeGreaterThan(UNTIL_OPEN);
    }, WITHIN_MS);
    expect(await attempts('not-sent')).toBeLessThanOrEqual(UNTIL_OPEN + 4);
    await startSectigo();
    await expectAllBoughtOnce();
  });
});
