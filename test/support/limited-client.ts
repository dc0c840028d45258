import { expect } from '@jest/globals';
import { ApiClient, type ApiResponse } from './api-client.js';
import { type TestGateway } from './gateway.js';

export interface Limits {
  readonly ordersPerHour?: number | null;
  readonly spendPerDay?: string | null;
}

export interface Usage {
  readonly ordersLastHour: number;
  readonly spendToday: string;
  readonly spendThisMonth: string;
}

/** A new client with limits, at the first gateway. */
export async function limitedClient(
  gateway: TestGateway,
  limits: Limits,
): Promise<ApiClient & { readonly id: string }> {
  const created = await gateway.operator.post('/v1/clients', { name: 'a limited service', limits });
  expect(created.status).toBe(201);
  const { id, key } = created.body as { id: string; key: string };
  return Object.assign(new ApiClient(gateway.url, key), { id });
}

export async function usageOf(gateway: TestGateway, clientId: string): Promise<Usage> {
  const { body } = await gateway.operator.get(`/v1/clients/${clientId}`);
  return (body as { usage: Usage }).usage;
}

export async function changeLimits(
  gateway: TestGateway,
  clientId: string,
  limits: Limits | null,
): Promise<void> {
  const changed = await gateway.operator.send('PATCH', `/v1/clients/${clientId}`, { limits });
  expect(changed.status).toBe(200);
}

/** How often each status came, such as `{ 202: 37, 429: 63 }`. */
export function statusesOf(answers: readonly ApiResponse[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

export function retryAfterOf(answer: ApiResponse): number {
  return Number(answer.headers.get('retry-after'));
}
