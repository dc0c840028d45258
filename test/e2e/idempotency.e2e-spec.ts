import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

describe('an Idempotency-Key', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    client = await gateway.client();
  });

  const nameIn = (order: Record<string, unknown>): string => (order.organization as { name: string }).name;
  const soldTo = async (order: Record<string, unknown>) =>
    (await gateway.simulator.ledger()).filter(({ form }) => form.organizationName === nameIn(order));
  const post = (body: unknown, key: string, headers: Record<string, string> = {}) =>
    client.post('/v1/orders', body, { 'idempotency-key': key, ...headers });
  const storedCount = async (): Promise<number> => {
    const { body } = await client.get('/v1/orders?limit=200');
    return (body as { data: unknown[] }).data.length;
  };

  it('seen before with the same body gives the same order, marked as a replay', async () => {
    const [order, key] = [anOrder(), randomUUID()];

    const first = await post(order, key);
    const second = await post(order, key);

    expect(first.status).toBe(202);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(orderOf(second).id).toBe(orderOf(first).id);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('in quotes is the same as without, in a header and in a batch', async () => {
    const [order, key] = [anOrder(), randomUUID()];
    const first = orderOf(await post(order, key, { prefer: 'wait=10' }));
    const quoted = await post(order, `"${key}"`);
    expect([orderOf(quoted).id, quoted.headers.get('idempotency-replayed')]).toEqual([first.id, 'true']);
    problemOf(await post(anOrder(), `"${key}"`), 422, 'idempotency-key-reused');

    const orders = [key, `"${key}"`].map((idempotencyKey) => ({ idempotencyKey, order }));
    const batch = await client.post('/v1/orders/batch', { orders });
    expect(batch.body).toMatchObject({ results: Array(2).fill({ orderId: first.id }) });
    const fresh = randomUUID();
    const differing = [fresh, `"${fresh}"`].map((idempotencyKey) => ({ idempotencyKey, order: anOrder() }));
    expect((await client.post('/v1/orders/batch', { orders: differing })).body).toMatchObject({
      results: [{ status: 202 }, { status: 422, problem: { code: 'idempotency-key-reused' } }],
    });

    const [other, escaped] = [anOrder(), `${randomUUID()}"\\`];
    const written = `"${escaped.replace(/["\\]/g, '\\$&')}"`;
    expect(orderOf(await post(other, written)).id).toBe(orderOf(await post(other, escaped)).id);
    expect(await soldTo(order)).toHaveLength(1);
  });

  it.each(['"', '""', '"abc', '"a"b"', '"abc";a=1', String.raw`"a\b"`])(
    'that is written %s is none',
    async (key) => {
      problemOf(await post(anOrder(), key), 400, 'idempotency-key-invalid');
    },
  );

  it('gives the order as it is now, and buys nothing more', async () => {
    const [order, key] = [anOrder(), randomUUID()];
    const placed = orderOf(await post(order, key, { prefer: 'wait=10' }));

    const replayed = await post(order, key, { prefer: 'wait=10' });

    expect(orderOf(replayed)).toMatchObject({ id: placed.id, status: 'placed' });
    expect(replayed.headers.get('idempotency-replayed')).toBe('true');
    expect(await soldTo(order)).toHaveLength(1);
  });

  it('takes another key order, other white space and other escapes for the same body', async () => {
    const [order, key] = [anOrder({ validityDays: 365, metadata: { b: '2', a: 'é/1' } }), randomUUID()];
    const first = orderOf(await post(order, key));

    for (const same of [
      JSON.stringify(reversed(order)),
      `\r\n\t${JSON.stringify(order, null, 4)} \n`,
      JSON.stringify(order).replace('é/1', '\\u00e9\\/1').replace('Elm', '\\u0045lm'),
      JSON.stringify(order).replace('"validityDays":365', '"validityDays":3.65e2'),
    ]) {
      const again = await post(same, key);
      expect(orderOf(again).id).toBe(first.id);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
    }
  });

  it('used again for another body is refused, whatever differs', async () => {
    const [order, key] = [anOrder({ reference: 'PO-reuse' }), randomUUID()];
    const first = orderOf(await post(order, key));
    const stored = await storedCount();

    for (const other of [
      anOrder(),
      { ...order, reference: 'PO-other' },
      { ...order, metadata: { a: '1' } },
      { ...order, allowDuplicate: true },
    ]) {
      const problem = problemOf(await post(other, key), 422, 'idempotency-key-reused');
      expect(JSON.stringify(problem)).not.toContain('PO-reuse');
    }

    expect(await storedCount()).toBe(stored);
    expect(orderOf(await post(order, key)).id).toBe(first.id);
  });

  it('is required', async () => {
    const order = anOrder();
    problemOf(await client.post('/v1/orders', order), 400, 'idempotency-key-missing');
    expect(await soldTo(order)).toEqual([]);
  });

  it.each([
    ['256 characters', 'k'.repeat(256)],
    ['a space inside', 'two words'],
    ['a tab inside', 'two\twords'],
    ['a letter beyond ASCII', 'clé'],
  ])('with %s is refused', async (_, key) => {
    problemOf(await post(anOrder(), key), 400, 'idempotency-key-invalid');
  });

  it('sent empty is refused', async () => {
    const answer = await post(anOrder(), '');
    expect(answer.status).toBe(400);
    expect((answer.body as { code: string }).code).toMatch(/^idempotency-key-(missing|invalid)$/);
  });

  it.each([
    ['one character', '!'],
    ['255 characters', 'k'.repeat(255)],
    ['every visible character', `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~0Aa`],
  ])('of %s is taken, and told apart by each of them', async (_, key) => {
    const first = orderOf(await post(anOrder(), key));
    const other = orderOf(await post(anOrder(), key.length > 1 ? key.slice(0, -1) : `${key}!`));
    expect(other.id).not.toBe(first.id);
  });

  it('is told apart by upper and lower case', async () => {
    const first = orderOf(await post(anOrder(), 'Case-Matters'));
    expect(orderOf(await post(anOrder(), 'case-matters')).id).not.toBe(first.id);
  });

  it('belongs to its client: the same key of two clients makes two orders', async () => {
    const [order, key, other] = [anOrder(), randomUUID(), await gateway.client('another')];

    const mine = orderOf(await post(order, key));
    const theirs = await other.post('/v1/orders', order, { 'idempotency-key': key });

    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(orderOf(theirs).id).not.toBe(mine.id);
  });

  it('outlives the API key it came with', async () => {
    const [order, key] = [anOrder(), randomUUID()];
    const first = orderOf(await post(order, key));
    const rotated = await gateway.operator.post(`/v1/clients/${client.id}/keys`);
    const after = new ApiClient(gateway.url, (rotated.body as { key: string }).key);

    const again = await after.post('/v1/orders', order, { 'idempotency-key': key });

    expect(orderOf(again).id).toBe(first.id);
  });

  it('of a request that was refused as invalid is still free', async () => {
    const key = randomUUID();
    problemOf(await post(anOrder({ certificateType: 'none' }), key), 422, 'validation-failed');
    expect((await post(anOrder(), key)).status).toBe(202);
  });

  it('of a rejected order gives that order, and does not try again', async () => {
    const [order, key] = [anOrder(), randomUUID()];
    await gateway.simulator.script({ kind: 'error', row: 7, match: { organizationName: nameIn(order) } });
    const rejected = problemOf(await post(order, key, { prefer: 'wait=10' }), 422, 'country-invalid');

    const waiting = await post(order, key, { prefer: 'wait=10' });
    expect(problemOf(waiting, 422, 'country-invalid').orderId).toBe(rejected.orderId);
    expect(waiting.headers.get('idempotency-replayed')).toBe('true');
    expect(await soldTo(order)).toEqual([]);
  });

  it('posted 100 times at once makes one order and one purchase', async () => {
    const [order, key] = [anOrder(), randomUUID()];

    const answers = await Promise.all(Array.from({ length: 100 }, () => post(order, key)));

    expect(new Set(answers.map((answer) => orderOf(answer).id)).size).toBe(1);
    const fresh = answers.filter(({ headers }) => headers.get('idempotency-replayed') !== 'true');
    expect(fresh).toHaveLength(1);
    await eventually(async () => expect(orderOf(await post(order, key)).status).toBe('placed'));
    expect(await soldTo(order)).toHaveLength(1);
  });

  it('posted at once with 30 different bodies makes one order', async () => {
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 30 }, () => post(anOrder(), key)));

    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 202)) {
      problemOf(answer, 422, 'idempotency-key-reused');
    }
  });

  it('is remembered over a restart', async () => {
    const [order, key] = [anOrder(), randomUUID()];
    const first = orderOf(await post(order, key));

    await gateway.restart();

    const again = await new ApiClient(gateway.url, client.key).post('/v1/orders', order, {
      'idempotency-key': key,
    });
    expect(orderOf(again).id).toBe(first.id);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});

/** The same members, in the opposite order at every level. */
function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
