import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { freePort } from '../faults/network/free-port.js';
import { startGateway, withGateway } from '../support/gateway.js';

const METRICS_TOKEN = 'metrics-token-of-the-tests';

describe('the balance of the account', () => {
  const gateway = withGateway({ metricsToken: METRICS_TOKEN, balanceAlertBelow: '1000.00' });
  let other: ApiClient;
  let before: number;
  beforeAll(async () => {
    other = await gateway.join();
  });
  beforeEach(async () => {
    await forget();
    await gateway.simulator.changeAccount({ credit: '500.00', currency: 'EUR', locked: false });
    before = (await asked()).length;
  });

  const get = (caller: ApiClient = gateway.operator): Promise<ApiResponse> => caller.get('/v1/ops/balance');
  const forget = () =>
    gateway.sql.query(
      'UPDATE account_balance SET currency = NULL, available = NULL, fetched_at = NULL, not_before = NULL',
    );
  const grow = (minutes: number) =>
    gateway.sql.query(
      `UPDATE account_balance SET fetched_at = fetched_at - make_interval(mins => $1), not_before = NULL`,
      [minutes],
    );
  const asked = async () =>
    (await gateway.simulator.requests()).filter(({ path }) => path.endsWith('!getAccountBalance'));
  const newlyAsked = async () => (await asked()).length - before;
  const fault = (script: object) => gateway.simulator.script({ ...script, endpoint: '!getAccountBalance' });

  it('is asked for once, however many look, and by whichever process', async () => {
    const balance = {
      currency: 'EUR',
      available: '500.00',
      creditLimit: '0.00',
      fetchedAt: expect.any(String),
      low: true,
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => get()));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: balance });
    expect((await get(other)).body).toEqual(answers[0]?.body);
    await grow(4);
    await get();
    expect(await newlyAsked()).toBe(1);
  });

  it('is asked for anew after five minutes', async () => {
    await get();
    await gateway.simulator.changeAccount({ credit: '400.10' });
    await grow(6);
    expect((await get()).body).toMatchObject({ available: '400.10' });
    expect(await newlyAsked()).toBe(2);
  });

  it.each([
    ['an error that says nothing', { kind: 'error', code: -14 }],
    ['HTML', { kind: 'html' }],
    ['a reset', { kind: 'reset', when: 'after-read' }],
    ['a call limit', { kind: 'throttle' }],
  ])('is the last that is known after %s, and not asked for again at once', async (_what, script) => {
    const first = await get();
    await grow(10);
    await fault(script);
    const { fetchedAt } = (await get()).body as { fetchedAt: string };
    expect(Date.parse(fetchedAt)).toBe(Date.parse((first.body as { fetchedAt: string }).fetchedAt) - 600_000);
    await get();
    expect(await newlyAsked()).toBe(2);
    await gateway.sql.query('UPDATE submission_gate SET not_before = NULL, slowed_by = NULL');
  });

  it('that Sectigo throttles slows everything down', async () => {
    await fault({ kind: 'throttle', retryAfterSeconds: 2 });

    problemOf(await get(), 503, 'balance-unavailable');

    const { rows } = await gateway.sql.query(
      'SELECT slowed_by, not_before > now() AS waits FROM submission_gate',
    );
    expect(rows).toEqual([{ slowed_by: 'sectigo', waits: true }]);
    await gateway.sql.query('UPDATE submission_gate SET not_before = NULL, slowed_by = NULL');
  });

  it('is a problem where none is known', async () => {
    await fault({ kind: 'html' });
    const answer = await get();
    problemOf(answer, 503, 'balance-unavailable');
    expect(answer.headers.get('retry-after')).toBe('30');
    problemOf(await get(other), 503, 'balance-unavailable');
    expect(await newlyAsked()).toBe(1);
    expect((await gateway.operator.get('/v1/ops/summary')).body).toMatchObject({ balance: null });
  });

  it('is in the summary and the metrics, as far as it is known', async () => {
    const { body } = await get();
    expect((await gateway.operator.get('/v1/ops/summary')).body).toMatchObject({ balance: body });
    const metrics = await fetch(`${gateway.url}/metrics`, {
      headers: { authorization: `Bearer ${METRICS_TOKEN}` },
    });
    const text = await metrics.text();
    expect(text).toContain('gateway_account_balance_alert_below 1000');
    expect(text).toContain('gateway_account_balance{currency="EUR"} 500');
  });

  it('is low below the amount that the operator set, and not with that amount', async () => {
    for (const [credit, low] of [
      ['1000.00', false],
      ['999.99', true],
    ] as const) {
      await forget();
      await gateway.simulator.changeAccount({ credit });
      expect((await get()).body).toMatchObject({ available: credit, low });
    }
    await gateway.simulator.changeAccount({ credit: '1000.00' });
  });

  it('is not asked for with a login that Sectigo refuses, but once', async () => {
    await gateway.simulator.changeAccount({ locked: true });
    problemOf(await get(), 503, 'balance-unavailable');
    await gateway.sql.query('UPDATE account_balance SET not_before = NULL');
    problemOf(await get(), 503, 'balance-unavailable');
    expect(await newlyAsked()).toBe(1);
    await gateway.simulator.changeAccount({ locked: false });
    await gateway.operator.post('/v1/ops/submissions/resume');
    await gateway.sql.query('UPDATE account_balance SET not_before = NULL');
    expect((await get()).status).toBe(200);
  });

  it('is asked for again once an order is refused for lack of credit, however new it is', async () => {
    await get();
    await gateway.simulator.changeAccount({ credit: '1.00' });
    await gateway.operator.order(anOrder(), { prefer: 'wait=20' });

    expect((await get()).body).toMatchObject({ available: '1.00' });
    await get();
    expect(await newlyAsked()).toBe(2);
  });
});

describe('the balance, where only the workers have a way to Sectigo', () => {
  it('is known to the API, and asked for by a worker alone', async () => {
    const gateway = await startGateway();
    try {
      const worker = gateway.config;
      const nowhere = `http://127.0.0.1:${await freePort()}/products/`;
      await gateway.simulator.changeAccount({ credit: '500.00', currency: 'EUR' });
      await gateway.restart({ role: 'api', sectigo: { ...worker.sectigo, url: nowhere } });
      await gateway.join({ role: 'worker', sectigo: worker.sectigo });

      expect(await gateway.operator.get('/v1/ops/balance')).toMatchObject({
        status: 200,
        body: { available: '500.00', currency: 'EUR' },
      });
    } finally {
      await gateway.stop();
    }
  });
});
