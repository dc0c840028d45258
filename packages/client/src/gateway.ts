import { setTimeout as sleep } from 'node:timers/promises';
import createClient, { type Client } from 'openapi-fetch';
import { type EventOptions, followEvents, type GatewayEvent } from './events.js';
import { type components, type paths } from './gateway-api.js';
import { errorOf } from './problem.js';
import { type RetryOptions, retryAfterMs, withRetries } from './retry.js';

export type Order = components['schemas']['Order'];
export type NewOrder = components['schemas']['PlaceOrder'];

export interface GatewayOptions {
  /** Such as `https://sectigo-gateway.internal`. */
  readonly url: string;
  /** The key of a client or operator, or a token. */
  readonly key: string;
  readonly fetch?: typeof fetch;
}

export interface PlaceOptions extends RetryOptions {
  /** How many seconds the gateway may wait for Sectigo's answer, 30 at most. Without it the order comes back `queued`. */
  readonly waitSeconds?: number;
}

const LOOK_AGAIN_MS = 1_000;

/** The gateway, as one caller sees it. */
export class Gateway {
  /** Every call of the API, typed by openapi.yaml: `{ data, error, response }`, nothing repeated and nothing thrown. */
  readonly api: Client<paths>;

  constructor(private readonly options: GatewayOptions) {
    this.api = createClient<paths>({
      baseUrl: options.url.replace(/\/+$/, ''),
      headers: this.authorization,
      ...(options.fetch && { fetch: options.fetch }),
    });
  }

  /**
   * Places an order, once, however often it has to be sent. `key` names the order for ever: make it once, store it beside
   * what is bought, and pass the same after a crash. Throws the `GatewayProblem` that stops the order.
   */
  async placeOrder(key: string, order: NewOrder, options: PlaceOptions = {}): Promise<Order> {
    const { waitSeconds } = options;
    const prefer = waitSeconds === undefined ? {} : { Prefer: `wait=${waitSeconds}` };
    const header = { 'Idempotency-Key': key, ...prefer };
    return withRetries(async (signal) => {
      const { data, error, response } = await this.api.POST('/v1/orders', {
        params: { header },
        body: order,
        signal,
      });
      if (data === undefined) throw errorOf(error, response);
      return data;
    }, options);
  }

  /**
   * Waits until an order is placed. Throws the `GatewayProblem` of an order that is rejected, failed, held or of unknown
   * outcome; the last two may still be placed, so never order again because of them. Waits for ever without `signal`.
   */
  async waitForOrder(id: string, options: RetryOptions = {}): Promise<Order> {
    for (;;) {
      const { order, response } = await this.result(id, options);
      if (response.status === 200) return order;
      await sleep(retryAfterMs(response) ?? LOOK_AGAIN_MS, undefined, { signal: options.signal });
    }
  }

  /** What happens to one's orders, as it happens, each event once, over any number of broken connections. */
  events(options: EventOptions = {}): AsyncGenerator<GatewayEvent, void, undefined> {
    const send = this.options.fetch ?? fetch;
    const url = new URL('v1/events', `${this.options.url.replace(/\/+$/, '')}/`);
    return followEvents((query, headers, signal) => {
      url.search = query.toString();
      return send(url, { headers: { ...this.authorization, ...headers }, signal: signal ?? null });
    }, options);
  }

  private async result(id: string, options: RetryOptions): Promise<{ order: Order; response: Response }> {
    return withRetries(async (signal) => {
      const { data, error, response } = await this.api.GET('/v1/orders/{id}/result', {
        params: { path: { id } },
        signal,
      });
      if (data === undefined) throw errorOf(error, response);
      return { order: data, response };
    }, options);
  }

  private get authorization(): { Authorization: string } {
    return { Authorization: `Bearer ${this.options.key}` };
  }
}
