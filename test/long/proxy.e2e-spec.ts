import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { answers, type ProxyScript, type ProxyServer, startProxy } from '../fixtures/replies/proxy-server.js';
import { eventually } from '../support/eventually.js';
import { type Overrides, SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';
import { ScratchFolder } from '../support/scratch-folder.js';

const opens: ProxyScript = (_socket, pass) => pass();
const says = (status: string): ProxyScript => answers(`HTTP/1.1 ${status}\r\n\r\n`);
const closes: ProxyScript = (socket) => void socket.destroy();

describe('with a proxy on the way to Sectigo', () => {
  const scratch = new ScratchFolder();
  const loginFile = scratch.file('login', 'gateway:s3cret\n');
  let gateway: TestGateway;
  let proxy: ProxyServer;
  /** Starts with nothing known of the gate. */
  const restart = async (submissions: Overrides['submissions']): Promise<void> => {
    await gateway.restart({
      submissions: { maxAttempts: 8, holdProbeMs: 0, backoffMs: 20, ...submissions },
      sectigo: {
        url: gateway.config.sectigo.url,
        ...SIMULATOR_LOGIN,
        proxy: { url: proxy.url, loginFile },
      },
    });
  };

  beforeAll(async () => {
    proxy = await startProxy();
    gateway = await startGateway();
  });
  beforeEach(() => writeFile(loginFile, 'gateway:s3cret\n'));
  afterEach(async () => {
    proxy.script(opens);
    await gateway.operator.post('/v1/ops/submissions/resume');
    // no test begins with an order of the one before
    await eventually(async () => {
      const open = await gateway.sql.query(
        "SELECT FROM orders WHERE status IN ('queued', 'submitting', 'held')",
      );
      expect(open.rowCount).toBe(0);
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await proxy.close();
    scratch.remove();
  });

  const ordered = async (): Promise<string> => orderOf(await gateway.operator.order(anOrder())).id;
  const orderAt = async (id: string): Promise<OrderAnswer> =>
    orderOf(await gateway.operator.get(`/v1/orders/${id}`));
  const becomes = (id: string, status: string): Promise<void> =>
    eventually(async () => expect((await orderAt(id)).status).toBe(status));
  const reasonsOf = async (id: string): Promise<(string | null)[]> =>
    (
      await gateway.sql.query<{ reason: string | null }>(
        'SELECT reason FROM attempts WHERE order_id = $1 ORDER BY fence',
        [id],
      )
    ).rows.map(({ reason }) => reason);
  const boughtWith = async (ids: readonly string[]): Promise<unknown[]> => {
    const numbers = await Promise.all(ids.map(async (id) => (await orderAt(id)).sectigo?.orderNumber));
    const sold = (await gateway.simulator.ledger()).map(({ orderNumber }) => String(orderNumber));
    return numbers.map((number) => sold.filter((each) => each === number).length);
  };
  const submissions = async (): Promise<unknown> =>
    ((await gateway.operator.get('/v1/ops/summary')).body as { submissions: unknown }).submissions;
  const countOf = async (reason: string): Promise<number> => {
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const line = new RegExp(`^gateway_attempts_not_sent_total\\{reason="${reason}"\\} (\\d+)$`, 'm');
    return Number(line.exec(metrics)?.[1] ?? 0);
  };

  it('everything goes through it, and an order is bought once', async () => {
    await restart({});
    const [asked, passed] = [(await gateway.simulator.requests()).length, proxy.heads.length];

    const { id, status } = orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=20' }));
    await gateway.operator.get('/v1/ops/balance');

    expect(status).toBe('placed');
    expect(await boughtWith([id])).toEqual([1]);
    const through = proxy.heads.slice(passed);
    expect(through.length).toBe((await gateway.simulator.requests()).length - asked);
    expect(through.length).toBeGreaterThanOrEqual(2);
    const login = Buffer.from('gateway:s3cret').toString('base64');
    for (const head of through) expect(head).toContain(`\r\nProxy-Authorization: Basic ${login}\r\n`);
  });

  it.each([
    ['cannot connect', says('502 Bad Gateway')],
    ['hangs up', closes],
    ['talks nonsense', answers('SSH-2.0-OpenSSH_9.2\r\n')],
  ])('an order waits while it %s, and is bought once when it is well', async (_what, script) => {
    await restart({});
    const sold = (await gateway.simulator.ledger()).length;
    proxy.script(script);
    const id = await ordered();
    await eventually(async () => expect((await reasonsOf(id)).length).toBeGreaterThanOrEqual(3));
    expect((await gateway.simulator.ledger()).length).toBe(sold);

    proxy.script(opens);

    await becomes(id, 'placed');
    const reasons = await reasonsOf(id);
    expect(reasons.pop()).toBeNull();
    expect(new Set(reasons)).toEqual(new Set(['proxy-failed']));
    expect(await boughtWith([id])).toEqual([1]);
    expect((await gateway.simulator.ledger()).length).toBe(sold + 1);
    expect(await countOf('proxy-failed')).toBe(reasons.length);
  });

  it('an order whose attempts are used up fails, and it is not said to be Sectigo', async () => {
    await restart({ maxAttempts: 2 });
    proxy.script(says('503 Service Unavailable'));
    const id = await ordered();
    await becomes(id, 'failed');
    expect((await orderAt(id)).problem).toMatchObject({ code: 'proxy-unavailable' });
  });

  it.each([
    ['refuses our login', '407 Proxy Authentication Required', 'proxy-login-refused', 'refused our login'],
    ['lets nobody through', '403 Forbidden', 'proxy-refused', 'refused to connect'],
  ])('which %s, one attempt finds out, and all orders wait', async (_what, status, reason, words) => {
    await restart({});
    const [asked, sold] = [
      (await gateway.simulator.requests()).length,
      (await gateway.simulator.ledger()).length,
    ];
    const passed = proxy.heads.length;
    proxy.script(says(status));

    const first = await ordered();
    await becomes(first, 'held');
    const second = await ordered();
    await gateway.sql.query(
      'UPDATE account_balance SET not_before = NULL, fetched_at = NULL, available = NULL, currency = NULL',
    );
    await gateway.operator.get('/v1/ops/balance');

    expect((await orderAt(first)).problem).toMatchObject({
      code: 'proxy-access-denied',
      detail: expect.stringContaining(words),
    });
    expect(await submissions()).toMatchObject({
      paused: true,
      pausedBy: 'proxy',
      reason: 'proxy-access-denied',
    });
    expect((await gateway.operator.get('/health/ready')).body).toMatchObject({
      details: { sectigo: { state: 'unreachable (the proxy refuses the gateway)' } },
    });
    expect([await reasonsOf(first), await reasonsOf(second)]).toEqual([[reason], []]);
    expect(await countOf(reason)).toBe(1);
    expect(proxy.heads.length).toBe(passed + 1);
    expect((await gateway.simulator.requests()).length).toBe(asked);

    proxy.script((socket, pass) => {
      if (proxy.heads.at(-1)?.includes(Buffer.from('gateway:next').toString('base64'))) pass();
      else socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
    });
    await writeFile(loginFile, 'gateway:next');
    await gateway.operator.post('/v1/ops/submissions/resume');

    await becomes(first, 'placed');
    await becomes(second, 'placed');
    expect(await boughtWith([first, second])).toEqual([1, 1]);
    expect((await gateway.simulator.ledger()).length).toBe(sold + 2);
  });

  it('which refuses our login is asked once by what is no order, too', async () => {
    await restart({});
    const passed = proxy.heads.length;
    proxy.script(says('407 Proxy Authentication Required'));
    for (let look = 0; look < 3; look += 1) {
      await gateway.sql.query(
        'UPDATE account_balance SET not_before = NULL, fetched_at = NULL, available = NULL, currency = NULL',
      );
      await gateway.operator.get('/v1/ops/balance');
    }
    expect(await submissions()).toMatchObject({
      paused: true,
      pausedBy: 'proxy',
      reason: 'proxy-access-denied',
    });
    expect(proxy.heads.length).toBe(passed + 1);
  });

  it('which lets nobody through, a probe finds out when it does', async () => {
    await restart({ holdProbeMs: 100 });
    proxy.script(says('403 Forbidden'));
    const ids = [await ordered(), await ordered()];
    await eventually(async () => expect(await submissions()).toMatchObject({ pausedBy: 'proxy' }));

    proxy.script(opens);

    await Promise.all(ids.map((id) => becomes(id, 'placed')));
    expect(await boughtWith(ids)).toEqual([1, 1]);
    await eventually(async () => expect(await submissions()).toMatchObject({ paused: false }));
  });

  it('which lets a probe through to a Sectigo that refuses us, it is Sectigo that is blamed', async () => {
    await restart({ holdProbeMs: 100 });
    proxy.script(says('403 Forbidden'));
    const id = await ordered();
    await eventually(async () => expect(await submissions()).toMatchObject({ pausedBy: 'proxy' }));

    await gateway.simulator.changeAccount({ locked: true });
    proxy.script(opens);

    await eventually(async () =>
      expect(await submissions()).toMatchObject({ pausedBy: 'sectigo', reason: 'sectigo-access-denied' }),
    );
    await gateway.simulator.changeAccount({ locked: false });
    await becomes(id, 'placed');
    expect(await boughtWith([id])).toEqual([1]);
  });
});
