import { expect } from '@jest/globals';
import pg from 'pg';
import { type ApiClient } from '../support/api-client.js';
import { type TestGateway } from '../support/gateway.js';

export interface WebhookAnswer {
  readonly id: string;
  readonly clientId: string;
  readonly url: string;
  readonly eventTypes: readonly string[] | null;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly disabledReason: string | null;
  readonly secret: string;
}
export interface DeliveryAnswer {
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string | null;
  readonly status: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly lastAttempt: {
    readonly httpStatus: number | null;
    readonly error: string | null;
    readonly response: string | null;
    readonly durationMs: number | null;
  } | null;
}

export async function aWebhook(
  client: ApiClient,
  url: string,
  wishes: Record<string, unknown> = {},
): Promise<WebhookAnswer> {
  const created = await client.post('/v1/webhooks', { url, ...wishes });
  expect({ status: created.status, body: created.body }).toMatchObject({ status: 201 });
  return created.body as WebhookAnswer;
}

export async function webhookOf(client: ApiClient, id: string): Promise<WebhookAnswer> {
  return (await client.get(`/v1/webhooks/${id}`)).body as WebhookAnswer;
}

/** The newest first. */
export async function deliveriesOf(client: ApiClient, id: string, query = ''): Promise<DeliveryAnswer[]> {
  const answer = await client.get(`/v1/webhooks/${id}/deliveries?limit=200${query}`);
  expect(answer.status).toBe(200);
  return (answer.body as { data: DeliveryAnswer[] }).data;
}

/** Moves the clock of deliveries on: what waits for its next try is due, and has had so many tries. */
export async function makeDue(gateway: TestGateway, webhookId: string, attempts?: number): Promise<void> {
  await change(
    gateway,
    `UPDATE webhook_deliveries SET next_attempt_at = now(), attempts = coalesce($2, attempts)
     WHERE webhook_id = $1 AND status = 'pending'`,
    [webhookId, attempts ?? null],
  );
}

/** Moves the clock of rotated secrets on. */
export async function passADay(gateway: TestGateway, webhookId: string): Promise<void> {
  await change(
    gateway,
    `UPDATE webhooks SET previous_secret_until = previous_secret_until - interval '24 hours' WHERE id = $1`,
    [webhookId],
  );
}

async function change(gateway: TestGateway, sql: string, values: readonly unknown[]): Promise<void> {
  const database = new pg.Client({ connectionString: gateway.database.url });
  await database.connect();
  await database.query(sql, [...values]).finally(() => database.end());
}
