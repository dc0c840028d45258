import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type BrokenLine, lineTo } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { redisUrl } from '../support/servers.js';

describe('readiness', () => {
  let gateway: TestGateway;
  let postgres: BrokenLine;
  let redis: BrokenLine;
  let database: pg.Client;
  beforeAll(async () => {
    gateway = await startGateway();
    [postgres, redis] = await Promise.all([lineTo(gateway.database.url), lineTo(redisUrl())]);
    await gateway.restart({ databaseUrl: postgres.url, redisUrl: redis.url });
    database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await gateway.stop();
    await Promise.all([postgres.close(), redis.close()]);
  });

  const becomes = (status: number, body: object): Promise<void> =>
    eventually(async () => {
      const answer = await gateway.operator.get('/health/ready');
      expect(answer.body).toMatchObject(body);
      expect(answer.status).toBe(status);
    });
  const metric = async (name: string): Promise<string | undefined> => {
    const { text } = await gateway.operator.get('/metrics');
    return text.split('\n').find((line) => line.startsWith(name));
  };
  const setReadOnly = async (state: 'on' | 'off'): Promise<void> => {
    const name = new URL(gateway.database.url).pathname.slice(1);
    await database.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = ${state}`);
    await database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  };

  it('is ok, and has a number for every trouble from the start', async () => {
    await becomes(200, {
      status: 'ok',
      details: { postgres: { state: 'up', pendingMigrations: 0 }, redis: { state: 'up' } },
    });

    expect(await metric('gateway_postgres_trouble{kind="read-only"}')).toMatch(/ 0$/);
    expect(await metric('gateway_redis_trouble{kind="read-only"}')).toMatch(/ 0$/);
  });

  it('is unavailable while Postgres accepts no writes, although it answers', async () => {
    await setReadOnly('on');

    await becomes(503, {
      status: 'unavailable',
      details: {
        postgres: {
          state: 'down',
          trouble: 'read-only',
          explanation: expect.stringContaining('accepts no writes'),
        },
      },
    });
    expect(await metric('gateway_postgres_trouble{kind="read-only"}')).toMatch(/ 1$/);

    await setReadOnly('off');
    await becomes(200, { status: 'ok' });
    expect(await metric('gateway_postgres_trouble{kind="read-only"}')).toMatch(/ 0$/);
  });

  it.each([
    [
      'Postgres',
      () => postgres,
      503,
      { status: 'unavailable', details: { postgres: { trouble: 'unreachable' } } },
    ],
    [
      'Redis',
      () => redis,
      200,
      { status: 'degraded', details: { redis: { state: 'down', trouble: 'unreachable' } } },
    ],
  ])('tells when %s does not answer', async (_what, line, status, body) => {
    line().cut();
    await becomes(status, body);

    line().mend();
    await becomes(200, { status: 'ok' });
  });
});
