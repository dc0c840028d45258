import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'openapi-fetch';
import { GatewayProblem, type NewOrder, type Order } from './gateway.js';
import type { paths } from './gateway-api.js';

/**
 * Places an order. The key names this order for ever: make it once, store it beside what is bought, and use it for every
 * try. So a try whose answer got lost is safe to repeat, and nothing is bought twice.
 */
export async function placeOrder(api: Client<paths>, key: string, order: NewOrder): Promise<Order> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { data, error, response } = await api.POST('/v1/orders', {
        params: { header: { 'Idempotency-Key': key } },
        body: order,
      });
      if (data) return data;
      // the same request cannot succeed later: somebody must act
      if (!error.retryable || tries === 5) throw new GatewayProblem(error);
      await sleep(retryAfterMs(response));
    } catch (fault) {
      // fetch throws a TypeError when there was no answer: perhaps the order was accepted, so ask again with the same key
      if (!(fault instanceof TypeError) || tries === 5) throw fault;
      await sleep(1_000 * tries);
    }
  }
}

/** Waits until it is known what became of an order; throws the problem that stopped it. */
export async function followOrder(api: Client<paths>, id: string): Promise<Order> {
  for (;;) {
    const { data, error, response } = await api.GET('/v1/orders/{id}/result', { params: { path: { id } } });
    if (error) throw new GatewayProblem(error);
    if (response.status === 200) return data;
    await sleep(retryAfterMs(response)); // 202: not yet
  }
}

function retryAfterMs(response: Response): number {
  return Number(response.headers.get('retry-after') ?? 1) * 1_000;
}
