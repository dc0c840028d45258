import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

const PLAIN = { 'accept-encoding': 'identity' };
const GZIP = { 'accept-encoding': 'gzip' };
const CSV = { accept: 'text/csv' };

const encodingOf = ({ headers }: ApiResponse): string | null => headers.get('content-encoding');

describe('long lists', () => {
  const gateway = withGateway();
  let client: ApiClient;
  let id: string;
  beforeAll(async () => {
    client = await gateway.client();
    const orders = Array.from({ length: 10 }, () => client.order(anOrder(), { prefer: 'wait=20' }));
    id = orderOf((await Promise.all(orders))[0]!).id;
  });

  it.each([
    ['of orders', '/v1/orders', {}],
    ['of orders as CSV', '/v1/orders', CSV],
    ['of events', '/v1/events', {}],
  ])('%s are compressed for whom it suits, and say the same', async (_name, path, headers) => {
    const [plain, zipped] = [
      await client.get(path, { ...headers, ...PLAIN }),
      await client.get(path, { ...headers, ...GZIP }),
    ];
    expect([plain.status, encodingOf(plain)]).toEqual([200, null]);
    expect([zipped.status, encodingOf(zipped)]).toEqual([200, 'gzip']);
    expect(zipped.text).toBe(plain.text);
    expect(zipped.headers.get('vary')).toBe('accept, accept-encoding');
  });

  it('are not, where they are short or a problem', async () => {
    expect(encodingOf(await client.get('/v1/orders?reference=nobody-has-it', GZIP))).toBeNull();
    const problem = await client.get(`/v1/orders?${'x'.repeat(90)}=1&y=2&z=3&a=4&b=5&c=6&d=7&e=8`, GZIP);
    expect([problem.status, encodingOf(problem)]).toEqual([422, null]);
  });

  it('are alone in this: an order, which has a tag, and an answer with a key are not compressed', async () => {
    const order = await client.get(`/v1/orders/${id}`, GZIP);
    expect([order.text.length > 1_024, encodingOf(order)]).toEqual([true, null]);
    const tag = { 'if-none-match': order.headers.get('etag') ?? '' };
    expect((await client.get(`/v1/orders/${id}`, { ...GZIP, ...tag })).status).toBe(304);
    const placed = await client.order(anOrder(), { ...GZIP, prefer: 'wait=20' });
    expect([placed.status, encodingOf(placed)]).toEqual([201, null]);
    const made = await gateway.operator.post('/v1/clients', { name: 'x'.repeat(90) }, GZIP);
    expect([made.status, encodingOf(made)]).toEqual([201, null]);
  });
});
