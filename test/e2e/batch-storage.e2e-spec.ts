import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type ProblemAnswer } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type BrokenLine, lineTo } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

interface Result {
  readonly idempotencyKey: string;
  readonly status: number;
  readonly orderId?: string;
  readonly problem?: ProblemAnswer & { readonly retryable: boolean };
}

describe('a batch whose storage goes away', () => {
  let gateway: TestGateway;
  let line: BrokenLine;
  let database: pg.Client;
  beforeAll(async () => {
    gateway = await startGateway({ role: 'api' });
    line = await lineTo(gateway.database.url);
    await gateway.restart({ databaseUrl: line.url });
    database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await gateway.stop();
    await line.close();
  });

  const orders = Array.from({ length: 500 }, () => ({ idempotencyKey: randomUUID(), order: anOrder() }));
  const place = async (): Promise<Result[]> => {
    const { status, body } = await gateway.operator.post('/v1/orders/batch', { orders });
    expect(status).toBe(200);
    return (body as { results: Result[] }).results;
  };
  const stored = async (): Promise<Map<string, string>> => {
    const { rows } = await database.query<{ id: string; key: string }>(
      'SELECT id, idempotency_key AS key FROM orders',
    );
    return new Map(rows.map(({ id, key }) => [key, id]));
  };

  it('says so of each order that it could not place, and places them when it is sent again', async () => {
    const answer = place();
    await eventually(async () => expect((await stored()).size).toBeGreaterThan(10));
    line.cut();
    const results = await answer;

    const kept = await stored();
    const refused = results.filter(({ status }) => status !== 202);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, problem } of refused) {
      expect([status, problem?.code, problem?.retryable]).toEqual([503, 'storage-unavailable', true]);
    }
    for (const { status, idempotencyKey, orderId } of results) {
      if (status === 202) expect(kept.get(idempotencyKey)).toBe(orderId);
    }

    line.mend();
    const again = await eventually(async () => {
      const list = await place();
      expect(list.filter(({ status }) => status !== 202)).toEqual([]);
      return list;
    });
    expect(await stored()).toEqual(
      new Map(again.map(({ idempotencyKey, orderId }) => [idempotencyKey, orderId])),
    );
    for (const [key, id] of kept)
      expect(again.find(({ idempotencyKey }) => idempotencyKey === key)?.orderId).toBe(id);
  });

  it('gives up on the others after the first', async () => {
    line.cut();
    const began = Date.now();
    const results = await place();
    expect(results.map(({ status }) => status)).toEqual(orders.map(() => 503));
    // one by one they would take minutes
    expect(Date.now() - began).toBeLessThan(30_000);
    line.mend();
  });
});
