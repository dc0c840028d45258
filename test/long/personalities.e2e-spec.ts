import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ProxyServer, startProxy } from '../fixtures/replies/proxy-server.js';
import { loadBuilt } from '../support/built.js';
import { cli } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';

/** By hand: `PERSONALITIES=100 npx jest test/long/personalities`. */
const COUNT = Number(process.env['PERSONALITIES'] ?? 3);
const SEEDS = Array.from({ length: COUNT }, (_, n) => `seed ${n}`);
/** Ten seconds of CPU and as many of waiting, on a machine that may have much else to do. */
const LIFE_MS = 600_000;
const ACCESS = { user: 'sectigo', password: 'of a personality' };

interface Learnt {
  readonly SECTIGO_PARAMETER_NAMES: Record<string, string | null> | null;
  readonly SECTIGO_ERROR_CODES_FILE: readonly { readonly code: number; readonly row: number }[] | null;
  readonly SECTIGO_FOREIGN_ORDER_NUMBER: 'on' | 'off' | null;
}

interface Drawn {
  readonly parameterNames: Record<string, string>;
  readonly errorCodes: Record<string, number>;
  readonly foreignOrderNumbers: boolean;
  readonly report: { readonly delayMs: number };
}

/** What verify-account says of the gateway's simulator. Nothing that it says may be untrue; null is allowed. */
async function verified({ config, simulator }: TestGateway, proxyUrl: string | null): Promise<Learnt> {
  const { out } = await cli(['verify-account', '--test-orders', '--yes', '--json'], {
    SECTIGO_URL: config.sectigo.url,
    SECTIGO_LOGIN_NAME: SIMULATOR_LOGIN.loginName,
    SECTIGO_LOGIN_PASSWORD: SIMULATOR_LOGIN.loginPassword,
    ...(proxyUrl !== null && { SECTIGO_PROXY_URL: proxyUrl }),
  });
  const { settings } = JSON.parse(out) as { settings: Learnt };
  const drawn = (await simulator.call('GET', 'personality')).json as Drawn;
  const names = settings.SECTIGO_PARAMETER_NAMES;
  expect(names).toEqual({
    customerEmail: drawn.parameterNames['41'],
    callbackTemplateId: drawn.parameterNames['53'],
    subscriberAgreementTemplateId: drawn.parameterNames['54'],
  });
  const codes = settings.SECTIGO_ERROR_CODES_FILE ?? [];
  expect(codes.length).toBeGreaterThanOrEqual(5);
  for (const { code, row } of codes) expect(drawn.errorCodes[String(row)]).toBe(code);
  expect([drawn.foreignOrderNumbers ? 'on' : 'off', null]).toContain(settings.SECTIGO_FOREIGN_ORDER_NUMBER);
  return settings;
}

/** The life of one certificate, and of an order whose answer is lost, with what was learnt. */
async function live(gateway: TestGateway, learnt: Learnt): Promise<void> {
  const client = await gateway.client();
  const { name: hidden } = anOrder()['organization'] as { name: string };
  await gateway.simulator.pushTo({
    url: `${gateway.url}/sectigo/notifications`,
    ...ACCESS,
    withCertificate: true,
    pauseMs: 20,
  });
  const validation = { customerValidated: true, customerEmail: 'customer@example.com' };
  const placed = orderOf(await client.order(anOrder({ validation }), { prefer: 'wait=20' }));
  expect(placed.status).toBe('placed');
  const [first] = (await gateway.simulator.ledger()).filter(({ form }) => form['test'] === undefined);
  expect(Object.values(first?.form ?? {})).toContain('customer@example.com');

  await gateway.simulator.script({
    kind: 'reset',
    when: 'after-read',
    buy: true,
    match: { organizationName: hidden },
  });
  const organization = { ...(anOrder()['organization'] as object), name: hidden };
  const { id } = orderOf(await client.order(anOrder({ organization })));
  const stateOf = async (): Promise<string> => orderOf(await client.get(`/v1/orders/${id}`)).status;
  await eventually(async () => expect(['outcome-unknown', 'placed']).toContain(await stateOf()));
  const { report } = (await gateway.simulator.call('GET', 'personality')).json as Drawn;
  // the report lags: this much of true time has to pass
  await pause(report.delayMs);
  for (let look = 0; look < 3 && (await stateOf()) !== 'placed'; look += 1) {
    const before = await checksOf(gateway, id);
    await gateway.sql.query(
      `UPDATE reconciliations SET first_absent_at = first_absent_at - interval '11 minutes', next_check_at = now()
       WHERE order_id = $1`,
      [id],
    );
    await eventually(async () =>
      expect((await checksOf(gateway, id)) > before || (await stateOf()) === 'placed').toBe(true),
    );
  }
  expect(['outcome-unknown', 'placed', 'held']).toContain(await stateOf());
  if (learnt.SECTIGO_FOREIGN_ORDER_NUMBER === 'on') expect(await stateOf()).toBe('placed');

  const number = Number(placed.sectigo?.orderNumber);
  await gateway.simulator.changeCertificate(number, 'issued');
  await eventually(async () => {
    const pushes = await gateway.simulator.pushes();
    expect(pushes.every(({ outcome }) => outcome !== 'waiting')).toBe(true);
  });
  const certificate = await client.get(`/v1/orders/${placed.id}/certificate`);
  expect([200, 404, 409]).toContain(certificate.status);
}

async function checksOf({ sql }: TestGateway, id: string): Promise<number> {
  const { rows } = await sql.query<{ checks: number }>(
    'SELECT checks FROM reconciliations WHERE order_id = $1',
    [id],
  );
  return rows[0]?.checks ?? 0;
}

/** Sectigo's ledger, our orders, and what a caller was told. */
async function booksAgree({ simulator, sql }: TestGateway): Promise<void> {
  const sold = (await simulator.ledger()).filter(({ form }) => form['test'] === undefined);
  const { rows } = await sql.query<{ status: string; number: string | null; name: string }>(
    `SELECT status, sectigo_order_number AS number, details->'organization'->>'name' AS name FROM orders`,
  );
  for (const { status, number, name } of rows) {
    const bought = sold.filter(({ form }) => form['organizationName'] === name);
    expect(bought).toHaveLength(1);
    if (status === 'placed') expect(String(bought[0]?.orderNumber)).toBe(number);
  }
  expect(sold).toHaveLength(rows.length);
}

describe.each(['straight', 'through a proxy'])(
  'a Sectigo that differs where no source says how, %s',
  (way) => {
    let proxy: ProxyServer;
    beforeAll(async () => {
      proxy = await startProxy();
    });
    afterAll(() => proxy.close());

    it.each(SEEDS)(
      'is found out, and sells each order once: %s',
      async (seed) => {
        const proxyUrl = way === 'straight' ? null : proxy.url;
        const notifications = { ...ACCESS, allowedIps: [] };
        const submissions = { reconcileIntervalMs: 100, reconcileResubmit: 'after-absent' } as const;
        const gateway = await startGateway({ notifications, submissions }, undefined, seed);
        try {
          const learnt = await verified(gateway, proxyUrl);
          const { readConfig } = await loadBuilt();
          const { parameterNames } = readConfig({
            SECTIGO_PARAMETER_NAMES: JSON.stringify(learnt.SECTIGO_PARAMETER_NAMES),
          });
          const sectigo = {
            ...gateway.config.sectigo,
            ...(proxyUrl !== null && { proxy: { url: proxyUrl } }),
          };
          await gateway.restart({
            notifications,
            submissions,
            sectigo,
            parameterNames,
            errorCodes: learnt.SECTIGO_ERROR_CODES_FILE ?? [],
            sectigoForeignOrderNumber: learnt.SECTIGO_FOREIGN_ORDER_NUMBER === 'on',
          });
          await live(gateway, learnt);
          await booksAgree(gateway);
        } finally {
          await gateway.stop();
        }
      },
      LIFE_MS,
    );
  },
);
