import { expect } from '@jest/globals';
import { type ApiClient } from '../support/api-client.js';
import { orderOf } from './answers.js';
import { anOrder } from './order.js';

export interface EventAnswer {
  readonly id: string;
  readonly type: string;
  readonly orderId: string | null;
  readonly version: number | null;
  readonly createdAt: string;
  readonly data: Record<string, unknown>;
}
export interface EventPage {
  readonly data: readonly EventAnswer[];
  readonly nextCursor: string | null;
}

/** What happens to an order that is bought at once. */
export const PLACED = ['order.accepted', 'order.submitting', 'order.placed'];

export const BEGINNING = 'evt_0000000000000000000';

export const listEvents = async (client: ApiClient, query = ''): Promise<EventPage> => {
  const answer = await client.get(`/v1/events${query}`);
  expect(answer.status).toBe(200);
  return answer.body as EventPage;
};
export const idsOf = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

/** Every event of the caller, page by page. */
export async function allEvents(client: ApiClient, query: string): Promise<EventAnswer[]> {
  const found: EventAnswer[] = [];
  let cursor: string | null = null;
  do {
    const page: EventPage = await listEvents(client, cursor === null ? query : `${query}&cursor=${cursor}`);
    found.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

export const placeOrder = async (client: ApiClient): Promise<string> => {
  const { id, status } = orderOf(await client.order(anOrder(), { prefer: 'wait=20' }));
  expect(status).toBe('placed');
  return id;
};
