import { Writable } from 'node:stream';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createApp, listen } from '../../src/create-app.js';
import { REDACTION } from '../../src/platform/logging/redaction.js';
import { aCsr, derOf } from '../factories/csr.js';
import { anOrder } from '../factories/order.js';
import { KEY_ATTESTATION, remoteProvisioning } from '../factories/provisioning.js';
import { ApiClient, type ApiResponse, secretOf } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';
import { redisContent } from '../support/redis-content.js';

const FAULTS: readonly object[] = [
  { kind: 'format', format: 1 },
  { kind: 'error', row: 7 },
  { kind: 'error', row: 3, item: 'loginPassword' },
  { kind: 'error', code: -4, message: `The value '${SIMULATOR_LOGIN.loginPassword}' is invalid!` },
  { kind: 'error', row: 14 },
  { kind: 'error', code: -9999 },
  {
    kind: 'http',
    status: 500,
    body: `echo loginPassword=${encodeURIComponent(SIMULATOR_LOGIN.loginPassword)}`,
  },
  {
    kind: 'raw-body',
    body: `-14\nloginName=x&loginPassword=${encodeURIComponent(encodeURIComponent(SIMULATOR_LOGIN.loginPassword))}`,
    contentType: 'text/plain',
  },
  {
    kind: 'raw-body',
    body: `-9998\nno such user: ${new URLSearchParams({ p: SIMULATOR_LOGIN.loginPassword }).toString().slice(2)}`,
    contentType: 'text/plain',
  },
  { kind: 'html' },
  { kind: 'reset', when: 'after-read' },
  { kind: 'hang' },
  { kind: 'error', row: 16 },
];

describe('after orders with every outcome', () => {
  let gateway: TestGateway;
  let app: NestFastifyApplication;
  let client: ApiClient;
  let csr: string;
  let log = '';
  const answers: ApiResponse[] = [];

  /** The gateway of the harness only answers; the one that talks to Sectigo logs everything to `log`. */
  beforeAll(async () => {
    gateway = await startGateway({ role: 'api' });
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        log += chunk.toString();
        done();
      },
    });
    const config = { ...gateway.config, role: 'all', logLevel: 'trace', sectigoTimeoutMs: 300 } as const;
    app = await createApp(config, pino({ level: 'trace', redact: REDACTION, base: null }, destination));
    const url = await listen(app, config);
    const operator = new ApiClient(url, OPERATOR_KEY);
    const created = await operator.post('/v1/clients', { name: 'canary' });
    client = new ApiClient(url, (created.body as { key: string }).key);
    csr = await aCsr();
    await useEverything(operator);
  });
  afterAll(async () => {
    await app.close();
    await gateway.stop();
  });

  async function useEverything(operator: ApiClient): Promise<void> {
    for (const fault of FAULTS) {
      const order = anOrder({ provisioning: remoteProvisioning(csr) });
      const match = { organizationName: (order.organization as { name: string }).name };
      await gateway.simulator.script({ ...fault, match });
      const answer = await client.order(order, { prefer: 'wait=5' });
      const { id, orderId } = answer.body as { id?: string; orderId?: string };
      answers.push(answer, await client.get(`/v1/orders/${orderId ?? id}`));
      answers.push(await client.get(`/v1/orders/${orderId ?? id}/result`));
    }
    answers.push(await client.order(anOrder({ provisioning: remoteProvisioning(`!${csr}`) })));
    answers.push(await client.order(anOrder({ provisioning: remoteProvisioning(csr), x: client.key })));
    answers.push(await client.order(`{"csr":"${derOf(csr).toString('base64')}"`));
    answers.push(await client.get(`/v1/orders?q=${encodeURIComponent(csr)}`));
    // a refusal may name the caller's own path or parameter: for the log only
    await client.get(`/v1/${client.key}`);
    await client.get(`/v1/orders?${client.key}=1`);
    answers.push(await new ApiClient(client.url, `${client.key}x`).get('/v1/orders'));
    answers.push(await client.get('/v1/orders'), await operator.get('/v1/orders'));
    answers.push(await operator.get('/v1/clients'), await operator.get('/health/ready'));
    await operator.get('/v1/problems');
    await eventually(() => expect(log).toContain('/v1/problems'));
  }

  /** What must not be found, and the forms it may take on the way. */
  const secrets = (): Record<string, string> => ({
    'the password': SIMULATOR_LOGIN.loginPassword,
    'the password, form-encoded': new URLSearchParams({ p: SIMULATOR_LOGIN.loginPassword })
      .toString()
      .slice(2),
    'the password, percent-encoded': encodeURIComponent(SIMULATOR_LOGIN.loginPassword),
    'the password, in base64': Buffer.from(SIMULATOR_LOGIN.loginPassword).toString('base64'),
    'the password, percent-encoded twice': encodeURIComponent(
      encodeURIComponent(SIMULATOR_LOGIN.loginPassword),
    ),
    'the password, its plain end': '100%+1=2',
    "the client's secret": secretOf(client.key ?? ''),
    "the operator's key": OPERATOR_KEY,
  });
  const bodies = (): Record<string, string> => ({
    'the CSR': derOf(csr).toString('base64').slice(0, 60),
    'the end of the CSR': derOf(csr).toString('base64').slice(-40),
    'the attestation': KEY_ATTESTATION,
  });

  function expectNothingIn(text: string, values: Record<string, string>): void {
    const flat = text.replace(/\\[rn]|[\r\n]/g, '');
    expect(Object.keys(values).filter((name) => flat.includes(values[name]!))).toEqual([]);
  }

  it('no response has a secret, a CSR or an attestation', () => {
    expect(answers.length).toBeGreaterThan(3 * FAULTS.length);
    const texts = answers.map(({ text, headers }) => `${text}${JSON.stringify([...headers])}`);
    expectNothingIn(texts.join('\n'), { ...secrets(), ...bodies() });
  });

  it('no log line has a secret, a CSR or an attestation', () => {
    expect(log.split('\n').length).toBeGreaterThan(20);
    expectNothingIn(log, { ...secrets(), ...bodies() });
  });

  it('no row has a secret; CSR and attestation are in the order to be sent, and nowhere else', async () => {
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    const tables = await database.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(tables.rows.length).toBeGreaterThan(5);
    for (const { name } of tables.rows) {
      const columns = name === 'orders' ? "(to_jsonb(t) - 'details')" : 'to_jsonb(t)';
      const { rows } = await database.query<{ row: string }>(`SELECT ${columns}::text AS row FROM ${name} t`);
      expectNothingIn(rows.map(({ row }) => row).join('\n'), { ...secrets(), ...bodies() });
    }
    const details = await database.query<{ details: string }>('SELECT details::text AS details FROM orders');
    expectNothingIn(details.rows.map((row) => row.details).join('\n'), secrets());
    await database.end();
  });

  it('no Redis key has a secret, a CSR or an attestation', async () => {
    const contents = await redisContent(gateway.config);
    expect(contents.length).toBeGreaterThan(0);
    for (const content of contents) expectNothingIn(content, { ...secrets(), ...bodies() });
  });
});
