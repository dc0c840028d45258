import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Gateway, GatewayProblem, type NewOrder, readWebhook } from '../../packages/client/src/index.js';
import { type ApiClient } from '../support/api-client.js';
import { BEGINNING } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { badFront, type BadFront, type Mishap } from '../support/bad-front.js';
import { type BrokenLine, lineTo } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { WebhookReceivers } from '../support/webhook-receiver.js';

const LOST: Mishap = { asked: true, answer: 'none' };
const UNREACHED: Mishap = { asked: false, answer: 'none' };
const HANGS: Mishap = { asked: true, answer: () => undefined };
const DOWN: Mishap = {
  asked: false,
  answer: (response) => response.writeHead(503, { 'retry-after': '0' }).end('<h1>No healthy upstream</h1>'),
};
const REFUSED: Mishap = {
  asked: false,
  answer: (response) => response.writeHead(403).end('<h1>Not from here</h1>'),
};

const aNewOrder = (changes?: Record<string, unknown>): NewOrder => anOrder(changes) as unknown as NewOrder;

describe('the client for callers', () => {
  const gateway = withGateway({ webhookAllowPrivate: true });
  const receivers = new WebhookReceivers();
  const ends: (() => Promise<void>)[] = [];
  let caller: ApiClient;
  let client: Gateway;

  beforeEach(async () => {
    caller = await gateway.client();
    client = new Gateway({ url: gateway.url, key: caller.key ?? '' });
  });
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()));
    await receivers.close();
  });

  async function behind(...mishaps: Mishap[]): Promise<{ through: Gateway; front: BadFront }> {
    const front = await badFront(gateway.url, mishaps);
    ends.push(front.close);
    return { through: new Gateway({ url: front.url, key: caller.key ?? '' }), front };
  }

  it('places an order once, although two answers are lost and a balancer is down', async () => {
    const { through, front } = await behind(LOST, DOWN, UNREACHED, LOST);
    const before = await gateway.simulator.ledger();
    const order = await through.placeOrder(randomUUID(), aNewOrder());
    const placed = await through.waitForOrder(order.id);
    expect(placed).toMatchObject({
      id: order.id,
      status: 'placed',
      sectigo: { orderNumber: expect.any(String) },
    });
    expect(front.requests()).toBeGreaterThanOrEqual(6);
    expect(await gateway.simulator.ledger()).toHaveLength(before.length + 1);
  });

  it('asks again where nobody answers', async () => {
    const { through } = await behind(HANGS);
    const order = await through.placeOrder(randomUUID(), aNewOrder(), { answerWithinMs: 2_000 });
    expect(await client.waitForOrder(order.id)).toMatchObject({ id: order.id, status: 'placed' });
  });

  it('gives the order of a key back after a crash, and waits for its outcome if it shall', async () => {
    const [key, body] = [randomUUID(), aNewOrder()];
    const order = await client.placeOrder(key, body, { waitSeconds: 20 });
    expect(order.status).toBe('placed');
    expect(await client.placeOrder(key, body)).toMatchObject({ id: order.id, status: 'placed' });
  });

  it('says at once what is wrong with an order, field by field', async () => {
    const { through, front } = await behind();
    const wrong = aNewOrder({ validityDays: 30 });
    const refusal = await through.placeOrder(randomUUID(), wrong).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GatewayProblem);
    expect((refusal as GatewayProblem).problem).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/validityDays' }],
    });
    expect(front.requests()).toBe(1);
  });

  it('says why an order was not placed', async () => {
    await gateway.simulator.script({ kind: 'error', code: -7 });
    const { id } = await client.placeOrder(randomUUID(), aNewOrder());
    await expect(client.waitForOrder(id)).rejects.toMatchObject({
      name: 'GatewayProblem',
      problem: { code: 'country-invalid', orderId: id },
    });
  });

  it('gives up what cannot pass, and what does not', async () => {
    const blocked = await behind(REFUSED);
    await expect(blocked.through.placeOrder(randomUUID(), aNewOrder())).rejects.toMatchObject({
      name: 'UnexpectedAnswer',
      response: { status: 403 },
    });
    expect(blocked.front.requests()).toBe(1);
    const down = await behind(DOWN, DOWN, DOWN);
    const placing = down.through.placeOrder(randomUUID(), aNewOrder(), { tries: 3 });
    await expect(placing).rejects.toMatchObject({ name: 'UnexpectedAnswer', response: { status: 503 } });
    expect(down.front.requests()).toBe(3);
  });

  it('stops waiting when it is told to', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'nothing is sent' });
    const { id } = await client.placeOrder(randomUUID(), aNewOrder());
    const stop = new AbortController();
    const waiting = client.waitForOrder(id, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await gateway.operator.post('/v1/ops/submissions/resume');
    expect(await client.waitForOrder(id)).toMatchObject({ status: 'placed' });
  });

  it('follows events over broken connections, each once, and ends when it is told to', async () => {
    const line: BrokenLine = await lineTo(gateway.url);
    ends.push(() => line.close());
    const stop = new AbortController();
    const got: { id: string; orderId?: string | null; type: string }[] = [];
    const begun = new Gateway({ url: line.url, key: caller.key ?? '' }).events({
      after: BEGINNING,
      signal: stop.signal,
      types: ['order.placed'],
    });
    const following = (async () => {
      for await (const event of begun) got.push(event);
    })();
    const orders: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      orders.push((await client.placeOrder(randomUUID(), aNewOrder(), { waitSeconds: 20 })).id);
      await eventually(() => expect(got.map(({ orderId }) => orderId)).toEqual(orders));
      line.cut();
      line.mend();
    }
    stop.abort();
    await following;
  });

  it('pauses, longer each time, where streams are ended as soon as they begin', async () => {
    const ENDED: Mishap = {
      asked: false,
      answer: (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(),
    };
    const { through, front } = await behind(ENDED, ENDED, ENDED, ENDED);
    const stop = new AbortController();
    const startedAt = performance.now();
    const following = through.events({ signal: stop.signal }).next();
    await eventually(() => expect(front.requests()).toBe(4));
    // half of one, two and four seconds at least
    expect(performance.now() - startedAt).toBeGreaterThan(3_000);
    stop.abort();
    expect(await following).toEqual({ done: true, value: undefined });
  });

  it('throws when its key is refused, rather than ask for ever', async () => {
    const stranger = new Gateway({ url: gateway.url, key: 'sgk_unknown' });
    await expect(stranger.events().next()).rejects.toMatchObject({ problem: { code: 'unauthenticated' } });
  });

  it('reads a webhook that the gateway signed, and no other', async () => {
    const receiver = await receivers.start();
    const { data } = await client.api.POST('/v1/webhooks', { body: { url: receiver.url } });
    const { id } = await client.placeOrder(randomUUID(), aNewOrder(), { waitSeconds: 20 });
    await eventually(() => expect(receiver.received.length).toBeGreaterThan(0));
    for (const { text, headers } of receiver.received) {
      expect(readWebhook(data?.secret ?? '', text, headers)).toMatchObject({ data: { orderId: id } });
      const forged = text.replace(id, 'ord_of_somebody_else');
      expect(() => readWebhook(data?.secret ?? '', forged, headers)).toThrow('No matching signature');
    }
  });

  it('is packed as what can be published, its code below 20 kB', async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json'], {
      cwd: path.resolve(__dirname, '../../packages/client'),
    });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string; size: number }[] }];
    const modules = ['events', 'gateway', 'gateway-api', 'index', 'problem', 'retry', 'webhook'];
    const built = modules.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]);
    expect(files.map((file) => file.path).sort()).toEqual(
      ['LICENSE', 'README.md', ...built, 'package.json'].sort(),
    );
    const code = files.filter((file) => file.path.endsWith('.js'));
    expect(code.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(20_000);
  });
});
