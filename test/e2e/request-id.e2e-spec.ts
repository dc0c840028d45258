import { beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

describe('the X-Request-Id', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    client = await gateway.client();
  });

  it.each(['abc-123', '01HXYZ', 'a_b.c'])('%s is taken over', async (id) => {
    const answer = await client.get('/v1/nothing', { 'x-request-id': id });
    expect(answer.headers.get('x-request-id')).toBe(id);
    expect(answer.body).toMatchObject({ requestId: id });
  });

  it.each(['two words', 'x'.repeat(2000), 'quote"', '{"a":1}', '<b>', 'é'])('%s is not', async (id) => {
    const answer = await client.get('/v1/nothing', { 'x-request-id': id });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w.-]{8,128}$/);
    expect(answer.headers.get('x-request-id')).not.toBe(id);
  });

  it('is on every answer and never twice the same', async () => {
    const open = new ApiClient(gateway.url, null);
    const answers = await Promise.all([
      client.order(anOrder()),
      client.order('{'),
      client.order('x'.repeat(256 * 1024 + 1)),
      client.send('PUT', '/v1/orders'),
      client.get('/v1/orders'),
      open.get('/v1/orders'),
      open.get('/health/live'),
      open.get('/docs'),
      open.get('/problems/not-found'),
    ]);
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    expect(ids).not.toContain(null);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
