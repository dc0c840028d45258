import { Writable } from 'node:stream';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createApp, listen } from '../../src/create-app.js';
import { REDACTION } from '../../src/platform/logging/redaction.js';
import { placeOrder } from '../factories/events.js';
import { aWebhook, deliveriesOf } from '../factories/webhooks.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';
import { redisContent } from '../support/redis-content.js';
import { answering, WebhookReceivers } from '../support/webhook-receiver.js';

describe('the secrets of a webhook', () => {
  let gateway: TestGateway;
  let app: NestFastifyApplication;
  let client: ApiClient;
  let log = '';
  let secrets: string[];
  const answers: string[] = [];
  const receivers = new WebhookReceivers();

  /** One webhook that gets its events and one that does not, both rotated; the address has a token, as many have. */
  beforeAll(async () => {
    gateway = await startGateway({ role: 'api' });
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        log += chunk.toString();
        done();
      },
    });
    const config = { ...gateway.config, role: 'all', logLevel: 'trace', webhookAllowPrivate: true } as const;
    app = await createApp(config, pino({ level: 'trace', redact: REDACTION, base: null }, destination));
    const operator = new ApiClient(await listen(app, config), OPERATOR_KEY);
    const { key } = (await operator.post('/v1/clients', { name: 'canary' })).body as { key: string };
    client = new ApiClient(operator.url, key);
    secrets = (await Promise.all([useWebhook(200), useWebhook(500)])).flat();
  });
  afterAll(async () => {
    await receivers.close();
    await app.close();
    await gateway.stop();
  });

  async function useWebhook(status: number): Promise<string[]> {
    const receiver = await receivers.start(answering(status));
    const { id, secret } = await aWebhook(client, `${receiver.url}?token=tok${status}en`);
    const rotated = (await client.post(`/v1/webhooks/${id}/rotate-secret`)).body as { secret: string };
    await placeOrder(client);
    await eventually(async () => {
      const deliveries = await deliveriesOf(client, id);
      expect(deliveries.length).toBeGreaterThanOrEqual(3);
      expect(deliveries.every(({ lastAttempt }) => lastAttempt !== null)).toBe(true);
    });
    for (const path of ['', `/${id}`, `/${id}/deliveries`])
      answers.push((await client.get(`/v1/webhooks${path}`)).text);
    answers.push((await client.post(`/v1/webhooks/${id}/test`)).text);
    answers.push((await client.send('PATCH', `/v1/webhooks/${id}`, { enabled: false })).text);
    return [secret, rotated.secret].map((text) => text.replace('whsec_', ''));
  }

  it('are told once, by the call that made them', () => {
    expect(new Set(secrets).size).toBe(4);
    for (const secret of secrets) expect(answers.join()).not.toContain(secret);
  });

  it('are in no log line, nor is the address', () => {
    expect(log.split('\n').length).toBeGreaterThan(10);
    for (const text of [...secrets, 'tok200en', 'tok500en']) expect(log).not.toContain(text);
  });

  it('are in no Redis key, nor is the address', async () => {
    const contents = await redisContent(gateway.config);
    expect(contents.length).toBeGreaterThan(0);
    for (const text of [...secrets, 'tok200en', 'tok500en']) expect(contents.join()).not.toContain(text);
  });

  it('are in no table but the one of webhooks, and go with the webhook', async () => {
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    const tablesWith = async (text: string): Promise<string[]> => {
      const { rows } = await database.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
      );
      const found = rows.map(async ({ name }) => {
        const rowsWith = await database.query(`SELECT FROM "${name}" t WHERE to_jsonb(t)::text LIKE $1`, [
          `%${text}%`,
        ]);
        return rowsWith.rowCount === 0 ? [] : [name];
      });
      return (await Promise.all(found)).flat();
    };
    for (const secret of secrets) expect(await tablesWith(secret)).toEqual(['webhooks']);
    const { data } = (await client.get('/v1/webhooks')).body as { data: { id: string }[] };
    for (const { id } of data) await client.send('DELETE', `/v1/webhooks/${id}`);
    for (const secret of secrets) expect(await tablesWith(secret)).toEqual([]);
    await database.end();
  });
});
