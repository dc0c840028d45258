import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { anOrder } from '../factories/order.js';

const CALLERS = 3;
const ORDER_EVERY_MS = 20;
const LOOK_EVERY_MS = 50;
const GIVE_UP_AFTER_MS = 30_000;

export interface Latencies {
  readonly count: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
}

/** Times of what ordinary callers ask for beside an attack. */
class Times {
  private readonly took: number[] = [];
  private failed = 0;

  async time(work: () => Promise<number>, expected: number): Promise<void> {
    const began = performance.now();
    const status = await work();
    this.took.push(performance.now() - began);
    if (status !== expected) this.failed += 1;
  }

  get latencies(): Latencies {
    const sorted = [...this.took].sort((one, other) => one - other);
    const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
    return { count: sorted.length, failed: this.failed, p50: at(0.5), p99: at(0.99) };
  }
}

/** Places orders and looks whether the gateway is alive, until it is told to stop. */
export class Bystanders {
  private readonly orders = new Times();
  private readonly health = new Times();
  private readonly agent = new http.Agent({ keepAlive: true });
  private readonly running: Promise<unknown>;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {
    const callers = Array.from({ length: CALLERS }, () => this.again(ORDER_EVERY_MS, () => this.order()));
    this.running = Promise.all([...callers, this.again(LOOK_EVERY_MS, () => this.look())]);
  }

  async stop(): Promise<{ orders: Latencies; health: Latencies }> {
    this.stopped = true;
    await this.running;
    this.agent.destroy();
    return { orders: this.orders.latencies, health: this.health.latencies };
  }

  private async again(everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!this.stopped) {
      await work();
      await pause(everyMs);
    }
  }

  private order(): Promise<void> {
    const headers = {
      authorization: `Bearer ${this.key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const body = JSON.stringify(anOrder());
    return this.orders.time(() => this.ask('POST', '/v1/orders', headers, body), 202);
  }

  private look(): Promise<void> {
    return this.health.time(() => this.ask('GET', '/health/live'), 200);
  }

  /** The status; 0 for none. */
  private ask(
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders = {},
    body = '',
  ): Promise<number> {
    return new Promise((resolve) => {
      const options = { agent: this.agent, method, headers, timeout: GIVE_UP_AFTER_MS };
      const request = http.request(this.url + path, options, (response) => {
        response.on('error', () => resolve(0));
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      request.on('error', () => resolve(0)).on('timeout', () => request.destroy());
      request.end(body);
    });
  }
}
