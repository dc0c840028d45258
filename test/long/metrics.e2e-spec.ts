import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { type BrokenLine, lineTo } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { scrapeOf, type Series } from '../support/scrape.js';

const TOKEN = 'metrics-token-of-the-tests';

describe('metrics', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ metricsToken: TOKEN });
  });
  afterAll(() => gateway.stop());

  const scrape = (): Promise<Series> => scrapeOf(gateway);

  it('count what orders came to, by outcome and code', async () => {
    const client = await gateway.client();
    await gateway.simulator.script({ kind: 'error', row: 7 }, { kind: 'error', code: -424_242 });
    const ends = ['rejected', 'held', 'placed'];
    for (const status of ends) {
      const { id } = orderOf(await client.order(anOrder()));
      await eventually(async () =>
        expect((await client.get(`/v1/orders/${id}`)).body).toMatchObject({ status }),
      );
    }
    const series = await eventually(async () => {
      const found = await scrape();
      expect(found.get('gateway_orders{status="held"}')).toBe(1);
      return found;
    });
    for (const status of ends) expect(series.get(`gateway_orders{status="${status}"}`)).toBe(1);
    expect(series.get('gateway_orders{status="queued"}')).toBe(0);
    expect(series.get('gateway_attempts_total{outcome="placed",code="none"}')).toBe(1);
    // a number that nobody published must not become a label of its own
    expect(series.get('gateway_attempts_total{outcome="refused",code="other"}')).toBe(1);
    expect(series.get('gateway_order_placed_seconds_count')).toBe(1);
    expect(series.get('gateway_order_first_attempt_seconds_count')).toBe(3);
    expect(series.get('gateway_oldest_order_age_seconds{status="held"}')).toBeGreaterThan(0);
    expect(series.get('gateway_oldest_order_age_seconds{status="placed"}')).toBe(0);
    expect(series.get('gateway_breaker{state="closed"}')).toBe(1);
    expect(series.get('gateway_storage_up')).toBe(1);
    expect(series.get('gateway_db_connections{state="open"}')).toBeGreaterThan(0);
    expect(series.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  });

  it('tell who paused', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'maintenance' });
    await eventually(async () => expect((await scrape()).get('gateway_paused{by="operator"}')).toBe(1));
    await gateway.operator.post('/v1/ops/submissions/resume');
    await eventually(async () => expect((await scrape()).get('gateway_paused{by="operator"}')).toBe(0));
  });

  it('tell how many revocations are open, and since when', async () => {
    const client = await gateway.client();
    await gateway.simulator.script({
      kind: 'error',
      code: -26,
      times: 1_000,
      endpoint: '!autoRevokeCertificate',
    });
    const { id } = orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
    expect((await scrape()).get('gateway_open_revocations')).toBe(0);
    expect((await scrape()).get('gateway_oldest_revocation_age_seconds')).toBe(0);
    await client.post(`/v1/orders/${id}/revoke`, { reason: 'Lost' }, { prefer: 'wait=0' });
    await eventually(async () => {
      const series = await scrape();
      expect(series.get('gateway_open_revocations')).toBe(1);
      expect(series.get('gateway_oldest_revocation_age_seconds')).toBeGreaterThan(0);
    });
    await gateway.simulator.call('DELETE', 'faults');
    await eventually(async () => expect((await scrape()).get('gateway_open_revocations')).toBe(0));
  });

  it('count a certificate that is not what was ordered until it is revoked', async () => {
    const client = await gateway.client();
    const { id } = orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    await database.query(
      `UPDATE orders SET certificate_status = 'issued', certificate_mismatches = '{key}' WHERE id = $1`,
      [id],
    );
    await database.end();
    const mismatched = async (): Promise<number | undefined> =>
      (await scrape()).get('gateway_certificates_mismatched');
    await eventually(async () => expect(await mismatched()).toBe(1));
    expect((await client.post(`/v1/orders/${id}/revoke`, { reason: 'Another key' })).status).toBe(200);
    await eventually(async () => expect(await mismatched()).toBe(0));
  });

  it('measure requests by route, however many paths and methods people make up', async () => {
    await gateway.operator.get('/v1/orders/ord_01');
    await gateway.operator.get('/made/up/1');
    await gateway.operator.send('PUT', '/made/up/2');
    const series = [...(await scrape()).keys()].filter((name) => name.startsWith('gateway_http'));
    expect(series).toContain(
      'gateway_http_request_duration_seconds_count{method="GET",route="/v1/orders/:id",status="404"}',
    );
    expect(series).toContain(
      'gateway_http_request_duration_seconds_count{method="any",route="unknown",status="404"}',
    );
    expect(series.filter((name) => /made|ord_01|\/metrics|health/.test(name))).toEqual([]);
  });

  it('are open on the loopback interface, and beyond a proxy with the token only', async () => {
    const open = (key: string | null, headers: Record<string, string> = {}): ReturnType<ApiClient['get']> =>
      new ApiClient(gateway.url, key).get('/metrics', headers);
    expect((await open(null)).status).toBe(200);
    const forwarded = { 'x-forwarded-for': '203.0.113.7' };
    problemOf(await open(null, forwarded), 401, 'unauthenticated');
    problemOf(await open('another-token-of-no-value', forwarded), 401, 'unauthenticated');
    expect((await open(TOKEN, forwarded)).status).toBe(200);
  });

  it('tell who tries one token after the other to wait, and nobody who has it', async () => {
    const open = (key: string): ReturnType<ApiClient['get']> =>
      new ApiClient(gateway.url, key).get('/metrics', { 'x-forwarded-for': '203.0.113.7' });
    const guesses = await Promise.all(Array.from({ length: 60 }, (_, n) => open(`guess-${n}`)));
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
    expect((await open(TOKEN)).status).toBe(200);
  });
});

describe('metrics of a worker whose storage goes away', () => {
  let gateway: TestGateway;
  let line: BrokenLine;
  beforeAll(async () => {
    gateway = await startGateway({ role: 'worker' });
    line = await lineTo(gateway.database.url);
    await gateway.restart({ databaseUrl: line.url });
  });
  afterAll(async () => {
    await gateway.stop();
    await line.close();
  });

  it('say so, instead of repeating what was', async () => {
    expect((await scrapeOf(gateway)).get('gateway_orders{status="queued"}')).toBe(0);
    line.cut();
    const away = await eventually(async () => {
      const series = await scrapeOf(gateway);
      expect(series.get('gateway_storage_up')).toBe(0);
      return series;
    });
    expect([...away.keys()].filter((name) => name.startsWith('gateway_orders'))).toEqual([]);
    expect(away.get('gateway_queue_due')).toBe(NaN);
    expect(away.get('gateway_webhook_oldest_due_seconds')).toBe(NaN);
    expect(away.get('gateway_oldest_revocation_age_seconds')).toBe(NaN);
    line.mend();
    await eventually(async () => expect((await scrapeOf(gateway)).get('gateway_storage_up')).toBe(1));
  });
});
