import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { expectInvalid, orderOf, type ProblemAnswer, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

interface Item {
  readonly idempotencyKey?: unknown;
  readonly order?: unknown;
}
interface Result {
  readonly idempotencyKey: string | null;
  readonly status: number;
  readonly orderId?: string;
  readonly problem?: ProblemAnswer;
}

describe('a batch of orders', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeEach(async () => {
    client = await gateway.client();
  });

  const item = (order: object = anOrder(), idempotencyKey: unknown = randomUUID()): Item => ({
    idempotencyKey,
    order,
  });
  const place = async (
    orders: readonly Item[],
    headers = {},
    caller: ApiClient = client,
  ): Promise<Result[]> => {
    const { status, body, text } = await caller.post('/v1/orders/batch', { orders }, headers);
    if (status !== 200) throw new Error(text);
    const { results } = body as { results: Result[] };
    expect(results.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      orders.map(({ idempotencyKey }) => (typeof idempotencyKey === 'string' ? idempotencyKey : null)),
    );
    return results;
  };
  const listed = async (): Promise<string[]> => {
    const { body } = await client.get('/v1/orders?limit=200');
    return (body as { data: { id: string }[] }).data.map(({ id }) => id).sort();
  };

  it('places every order once', async () => {
    const results = await place([item(), item(), item()]);

    expect(results).toEqual(
      results.map(({ idempotencyKey }) => ({
        idempotencyKey,
        status: 202,
        orderId: expect.stringMatching(/^ord_/),
      })),
    );
    expect(await listed()).toEqual(results.map(({ orderId }) => orderId).sort());
    for (const { orderId } of results) {
      expect((await client.get(`/v1/orders/${orderId}`)).body).toMatchObject({
        id: orderId,
        clientId: client.id,
      });
    }
  });

  it('gives each order the answer that it would have had alone', async () => {
    const twin = anOrder();
    const earlier = orderOf(await client.order(anOrder({ reference: 'taken' })));
    const replayed = anOrder();
    const replayedId = orderOf(await client.order(replayed, { 'idempotency-key': 'seen' })).id;
    const [good, invalid, conflict, again, reused, first, duplicate, last] = await place([
      item(),
      item(anOrder({ certificateType: 'none', colour: 'red', applicant: { jobTitle: 'Mr' } })),
      item(anOrder({ reference: 'taken' })),
      item(replayed, 'seen'),
      item(anOrder(), 'seen'),
      item(twin),
      item(twin),
      item(),
    ]);

    expect([good?.status, again?.status, first?.status, last?.status]).toEqual([202, 202, 202, 202]);
    expect(again?.orderId).toBe(replayedId);
    expect(invalid).toMatchObject({ status: 422, problem: { code: 'validation-failed', status: 422 } });
    expect(invalid?.problem?.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/applicant/email',
      '/applicant/firstName',
      '/applicant/lastName',
      '/certificateType',
      '/colour',
    ]);
    expect(conflict).toMatchObject({
      status: 409,
      problem: { code: 'reference-conflict', existingOrderId: earlier.id },
    });
    expect(reused).toMatchObject({ status: 422, problem: { code: 'idempotency-key-reused' } });
    expect(duplicate).toMatchObject({
      status: 409,
      problem: { code: 'duplicate-order', existingOrderId: first?.orderId },
    });
    for (const { status, orderId } of [invalid!, conflict!, reused!, duplicate!]) {
      expect([status === 202, orderId]).toEqual([false, undefined]);
    }
  });

  it('has whole problems', async () => {
    const { headers, body } = await client.post('/v1/orders/batch', { orders: [item({})] });
    const [{ problem }] = (body as { results: [Result] }).results;
    expect(problem).toMatchObject({
      type: expect.stringMatching(/\/problems\/validation-failed$/),
      title: expect.any(String),
      detail: expect.any(String),
      instance: '/v1/orders/batch',
      requestId: headers.get('x-request-id'),
      retryable: false,
      actor: 'caller',
    });
  });

  it('takes the first of those that collide for the earlier', async () => {
    const rounds = Array.from({ length: 15 }, (_round, at) => at);
    const same = rounds.map((at) => ({ key: `same-${at}`, order: anOrder() }));
    const twins = rounds.map(() => anOrder());
    const results = await place([
      ...same.flatMap(({ key, order }) => [item(order, key), item(anOrder(), key), item(order, key)]),
      ...rounds.flatMap((at) => [
        item(anOrder({ reference: `R-${at}` })),
        item(anOrder({ reference: `R-${at}` })),
      ]),
      ...twins.flatMap((twin) => [item(twin), item({ ...twin, validityDays: 365, metadata: { a: 'b' } })]),
    ]);

    expect(results.map(({ status, problem }) => problem?.code ?? status)).toEqual([
      ...rounds.flatMap(() => [202, 'idempotency-key-reused', 202]),
      ...rounds.flatMap(() => [202, 'reference-conflict']),
      ...rounds.flatMap(() => [202, 'duplicate-order']),
    ]);
    const placed = new Set(results.flatMap(({ orderId }) => orderId ?? []));
    expect(await listed()).toEqual([...placed].sort());
    expect(placed.size).toBe(45);
  });

  it('sent again has the same results and buys nothing', async () => {
    const orders = [item(), item({}), item(anOrder({ reference: 'once' })), item()];
    const results = await place(orders);
    const withoutId = (list: readonly Result[]) =>
      list.map(({ problem, ...result }) => ({ ...result, code: problem?.code }));

    expect(withoutId(await place(orders))).toEqual(withoutId(results));
    expect(await listed()).toHaveLength(3);
    const alone = await client.order(orders[0]?.order, {
      'idempotency-key': `${orders[0]?.idempotencyKey as string}`,
    });
    expect([alone.headers.get('idempotency-replayed'), orderOf(alone).id]).toEqual([
      'true',
      results[0]?.orderId,
    ]);
  });

  it.each([
    [undefined, 400, 'idempotency-key-missing'],
    [null, 400, 'idempotency-key-missing'],
    ['', 400, 'idempotency-key-missing'],
    ['a b', 400, 'idempotency-key-invalid'],
    ['é', 400, 'idempotency-key-invalid'],
    ['k'.repeat(256), 400, 'idempotency-key-invalid'],
    [7, 400, 'idempotency-key-invalid'],
    [['a'], 400, 'idempotency-key-invalid'],
  ])('refuses an order under the key %j, and places the others', async (key, status, code) => {
    const [refused, other] = await place([{ idempotencyKey: key, order: anOrder() }, item()]);
    expect(refused).toMatchObject({ status, problem: { code, status } });
    expect(other).toMatchObject({ status: 202 });
  });

  it.each([[undefined], [null], ['order'], [[anOrder()]], [7]])(
    'refuses %j as an order, and places the others',
    async (order) => {
      const [refused, other] = await place([{ idempotencyKey: randomUUID(), order }, item()]);
      expect(refused).toMatchObject({
        status: 422,
        problem: { code: 'validation-failed', errors: [{ pointer: '' }] },
      });
      expect(other).toMatchObject({ status: 202 });
    },
  );

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['']],
    ['a list', [], ['']],
    ['no orders', {}, ['/orders']],
    ['null', { orders: null }, ['/orders']],
    ['text', { orders: 'all' }, ['/orders']],
    ['an empty list', { orders: [] }, ['/orders']],
    ['501 orders', { orders: Array.from({ length: 501 }, () => ({})) }, ['/orders']],
    ['things that are no orders', { orders: [item(), 7, null, []] }, ['/orders/1', '/orders/2', '/orders/3']],
    ['unknown members', { orders: [item(), { ...item(), colour: 1 }], dry: 1 }, ['/dry', '/orders/1/colour']],
  ])('is refused as a whole, and places nothing, with %s', async (_name, body, pointers) => {
    expectInvalid(await client.post('/v1/orders/batch', body), pointers);
    expect(await listed()).toEqual([]);
  });

  it('is refused when it has more than 256 KiB, comes without a key, or is no JSON', async () => {
    const long = { orders: [item(anOrder({ reference: 'x'.repeat(256 * 1024) }))] };
    problemOf(await client.post('/v1/orders/batch', long), 413, 'payload-too-large');
    problemOf(await client.post('/v1/orders/batch', '{"orders":['), 400, 'malformed-request');
    const { status } = await fetch(`${gateway.url}/v1/orders/batch`, { method: 'POST' });
    expect(status).toBe(401);
  });

  it('waits for nothing', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'a test' });
    const began = Date.now();
    const { status, headers } = await client.post(
      '/v1/orders/batch',
      { orders: [item()] },
      { prefer: 'wait=30' },
    );

    expect([status, headers.get('preference-applied')]).toEqual([200, null]);
    expect(Date.now() - began).toBeLessThan(25_000);
    await gateway.operator.post('/v1/ops/submissions/resume');
  });

  it('may have 500 orders', async () => {
    const results = await place(Array.from({ length: 500 }, (_order, at) => item(anOrder(), `${at}`)));
    expect(results.filter(({ status }) => status !== 202)).toEqual([]);
    expect(new Set(results.map(({ orderId }) => orderId)).size).toBe(500);
  });
});
