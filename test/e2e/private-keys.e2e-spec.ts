import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createApp, listen } from '../../src/create-app.js';
import { REDACTION } from '../../src/platform/logging/redaction.js';
import { expectInvalid, orderOf, problemOf, type ProblemAnswer } from '../factories/answers.js';
import { changed } from '../factories/changed.js';
import { aCsr } from '../factories/csr.js';
import { anOrder } from '../factories/order.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const DER = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a private key in a body', () => {
  let gateway: TestGateway;
  let app: NestFastifyApplication;
  let operator: ApiClient;
  let client: ApiClient;
  let orderId: string;
  let csr: string;
  let log = '';
  const answers: ApiResponse[] = [];

  /** The gateway that is asked logs everything to `log`. */
  beforeAll(async () => {
    gateway = await startGateway({ role: 'api' });
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        log += chunk.toString();
        done();
      },
    });
    const config = { ...gateway.config, logLevel: 'trace' } as const;
    app = await createApp(config, pino({ level: 'trace', redact: REDACTION, base: null }, destination));
    operator = new ApiClient(await listen(app, config), OPERATOR_KEY);
    const created = await operator.post('/v1/clients', { name: 'a service' });
    client = new ApiClient(operator.url, (created.body as { key: string }).key);
    orderId = orderOf(await client.order(anOrder())).id;
    csr = await aCsr();
  });
  afterAll(async () => {
    await app.close();
    await gateway.stop();
  });

  async function expectRefused(asked: Promise<ApiResponse>, pointer: string): Promise<void> {
    const answer = await asked;
    answers.push(answer);
    expectInvalid(answer, [pointer]);
    const { errors } = answer.body as ProblemAnswer;
    expect(errors?.map(({ code }) => code)).toEqual(['private-key-not-allowed']);
  }

  const remote = (changes: object): Record<string, unknown> =>
    anOrder({ provisioning: remoteProvisioning(csr, changes) });

  it.each<[string, string]>([
    ['as it is', base64(PEM)],
    ['behind a certificate', base64(`-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${PEM}`)],
    ['in base64 twice', base64(base64(PEM))],
    ['in DER', DER],
    ['in PEM that is no base64', PEM],
  ])('as key attestation is refused: %s', async (_, keyAttestation) => {
    await expectRefused(client.order(remote({ keyAttestation })), '/provisioning/keyAttestation');
    await expectRefused(
      client.post('/v1/orders/preview', remote({ keyAttestation })),
      '/provisioning/keyAttestation',
    );
  });

  it.each(['/provisioning/csr', '/organization/unit', '/metadata/key', '/nobody/knows/this', '/applicant'])(
    'is refused in an order at %s',
    async (pointer) => {
      await expectRefused(client.order(changed(remote({ hsmType: 'none' }), pointer, PEM)), pointer);
      await expectRefused(client.order(changed(remote({ hsmType: 'none' }), pointer, DER)), pointer);
    },
  );

  it('is refused as the name of a member, which is not sent back', async () => {
    await expectRefused(client.order({ ...anOrder(), [PEM]: 1 }), '');
    await expectRefused(
      client.order(changed(anOrder(), `/metadata/${DER.replaceAll('/', '_')}`, 'x')),
      '/metadata',
    );
  });

  it.each<[string, string, string, () => ApiClient, () => unknown]>([
    ['/note', 'POST', '/v1/orders/:id/cancel', () => client, () => ({ note: PEM })],
    ['/note', 'POST', '/v1/orders/:id/retry', () => operator, () => ({ note: PEM })],
    [
      '/note',
      'POST',
      '/v1/orders/:id/resolve',
      () => operator,
      () => ({ outcome: 'placed', note: base64(PEM) }),
    ],
    ['/reason', 'POST', '/v1/orders/:id/revoke', () => client, () => ({ reason: PEM })],
    [
      '/description',
      'POST',
      '/v1/webhooks',
      () => client,
      () => ({ url: 'https://a.example', description: DER }),
    ],
    ['/description', 'PATCH', '/v1/webhooks/whk_1', () => client, () => ({ description: PEM })],
    ['/name', 'POST', '/v1/clients', () => operator, () => ({ name: DER.slice(0, 100) })],
    ['/limits/x', 'PATCH', '/v1/clients/cli_1', () => operator, () => ({ limits: { x: PEM } })],
    ['/reason', 'POST', '/v1/ops/submissions/pause', () => operator, () => ({ reason: PEM })],
    ['/key', 'POST', '/dashboard/session', () => client, () => ({ key: PEM })],
    ['/x', 'POST', '/v1/orders/batch', () => client, () => ({ orders: [], x: PEM })],
    [
      '/orders/0/idempotencyKey',
      'POST',
      '/v1/orders/batch',
      () => client,
      () => ({ orders: [{ idempotencyKey: DER }] }),
    ],
  ])('is refused at %s: %s %s', async (pointer, method, path, caller, body) => {
    await expectRefused(caller().send(method, path.replace(':id', orderId), body()), pointer);
  });

  it('is refused in a query', async () => {
    await expectRefused(client.get(`/v1/orders?q=${encodeURIComponent(PEM)}`), '/q');
    await expectRefused(client.get(`/v1/orders?${encodeURIComponent(PEM)}=1`), '');
    await expectRefused(client.get(`/v1/orders/${orderId}?${encodeURIComponent(DER)}=1`), '');
  });

  it('is refused in the wishes for a renewal', async () => {
    const sql = new pg.Client({ connectionString: gateway.database.url });
    await sql.connect();
    await sql.query(
      `UPDATE orders SET status = 'placed', sectigo_order_number = '1', placed_at = now(), next_attempt_at = NULL,
         certificate_status = 'issued', issued_at = now() WHERE id = $1`,
      [orderId],
    );
    await sql.end();
    const headers = { 'idempotency-key': randomUUID() };
    const wishes = { metadata: { key: PEM } };
    await expectRefused(client.post(`/v1/orders/${orderId}/renew`, wishes, headers), '/metadata/key');
  });

  it('is refused in one order of a batch, and the others stand', async () => {
    const orders = [anOrder(), changed(anOrder(), '/metadata/key', PEM)].map((order, n) => ({
      idempotencyKey: `with-a-key-${n}`,
      order,
    }));
    const answer = await client.post('/v1/orders/batch', { orders });
    answers.push(answer);
    const { results } = answer.body as { results: { status: number; problem?: ProblemAnswer }[] };
    expect(results.map(({ status }) => status)).toEqual([202, 422]);
    expect(results[1]?.problem?.errors?.[0]?.code).toBe('private-key-not-allowed');
  });

  it('is explained on a page of its own', async () => {
    expect((await client.get('/problems/private-key-not-allowed')).status).toBe(200);
    problemOf(await client.get('/problems/private-key-not-there'), 404, 'not-found');
  });

  it('is in no answer, no log line and no row', async () => {
    const canaries = [DER.slice(20, 60), DER.slice(-40, -4), base64(PEM).slice(60, 100)];
    const sql = new pg.Client({ connectionString: gateway.database.url });
    await sql.connect();
    const { rows: tables } = await sql.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    let stored = '';
    for (const { name } of tables) {
      const { rows } = await sql.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
      stored += rows.map(({ row }) => row).join('\n');
    }
    await sql.end();
    for (const text of [stored, log, answers.map(({ text: answer }) => answer).join('\n')]) {
      expect(text.length).toBeGreaterThan(1_000);
      expect(canaries.filter((canary) => text.replace(/\\[rn]|[\r\n]/g, '').includes(canary))).toEqual([]);
    }
  });
});
