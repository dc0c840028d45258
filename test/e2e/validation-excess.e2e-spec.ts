import { beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf, type ProblemAnswer } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

const MOST_FAULTS = 100;
/** A hundred faults with their sentences; what is sent is ten times as long. */
const LONGEST_ANSWER = 20_000;

/** So many members that no field is called by, in some 240 kB. */
const unknown = (count = 24_000): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n.toString(36)}`, 1]));

describe('a body with far too much in it', () => {
  const gateway = withGateway();
  let client: ApiClient;
  let orderId: string;
  beforeAll(async () => {
    client = await gateway.client();
    orderId = ((await client.order(anOrder())).body as { id: string }).id;
  });

  function expectCut(response: ApiResponse): ProblemAnswer {
    const problem = problemOf(response, 422, 'validation-failed');
    expect(problem.errors).toHaveLength(MOST_FAULTS);
    expect(problem.detail).toMatch(/more than 100 faults/i);
    expect(response.text.length).toBeLessThan(LONGEST_ANSWER);
    return problem;
  }

  it.each<[string, string, (client: ApiClient) => string, () => unknown]>([
    ['an order', 'POST', () => '/v1/orders', () => ({ ...anOrder(), ...unknown() })],
    ['a preview', 'POST', () => '/v1/orders/preview', () => ({ ...anOrder(), ...unknown() })],
    [
      'an organization',
      'POST',
      () => '/v1/orders/preview',
      () => anOrder({ organization: { ...(anOrder().organization as object), ...unknown() } }),
    ],
    [
      'a shipping address',
      'POST',
      () => '/v1/orders/preview',
      () => anOrder({ provisioning: { method: 'token', shipping: { address: unknown() } } }),
    ],
    ['a batch', 'POST', () => '/v1/orders/batch', () => ({ orders: [{}], ...unknown() })],
    [
      'the orders of a batch',
      'POST',
      () => '/v1/orders/batch',
      () => ({ orders: Array.from({ length: 500 }, () => unknown(40)) }),
    ],
    ['a note', 'POST', () => `/v1/orders/${orderId}/cancel`, () => unknown()],
    ['a revocation', 'POST', () => `/v1/orders/${orderId}/revoke`, () => unknown()],
    ['a webhook', 'POST', () => '/v1/webhooks', () => unknown()],
    ['a session', 'POST', () => '/dashboard/session', () => unknown(1_000)],
  ])('such as %s is refused for its first hundred faults', async (_, method, path, body) => {
    expectCut(await client.send(method, path(client), body(), { 'idempotency-key': 'k' }));
  });

  it.each(['/v1/orders', '/v1/health/live', '/v1/webhooks', '/v1/events'])(
    'is none, but a query of %s with a thousand names is refused likewise',
    async (path) => {
      const response = await client.get(`${path}?${Object.keys(unknown(1_000)).join('&')}`);
      if (response.status !== 404) expectCut(response);
    },
  );

  it.each<[string, unknown, string[]]>([
    ['objects in place of one', Array.from({ length: 80_000 }, () => ({})), ['/organization invalid-type']],
    [
      'members of such objects',
      Array.from({ length: 14_000 }, () => ({ address: {} })),
      ['/organization invalid-type'],
    ],
    [
      'values in place of a text',
      { ...(anOrder().organization as object), name: Array(80_000).fill(1) },
      ['/organization/name invalid-type'],
    ],
    [
      'members in place of a text',
      { ...(anOrder().organization as object), name: unknown() },
      ['/organization/name invalid-type'],
    ],
  ])('such as tens of thousands of %s has one fault', async (_, organization, faults) => {
    const problem = problemOf(await client.order(anOrder({ organization })), 422, 'validation-failed');
    expect(problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults);
  });

  it('is not sent back: a member with an endless name is told of at its parent', async () => {
    const response = await client.order({ ...anOrder(), ['x'.repeat(200_000)]: 1 });
    expect(response.text.length).toBeLessThan(2_000);
    expect(problemOf(response, 422, 'validation-failed').errors).toEqual([
      { pointer: '', code: 'unknown-field', detail: expect.any(String) },
    ]);
  });

  it('such as a batch of orders with many faults each gets a short answer, with a fault of each', async () => {
    const orders = Array.from({ length: 360 }, (_, n) => ({ idempotencyKey: `k${n}`, order: unknown(90) }));

    const { status, body, text } = await client.post('/v1/orders/batch', { orders });

    expect(status).toBe(200);
    const { results } = body as { results: { status: number; problem: ProblemAnswer }[] };
    expect(results).toHaveLength(360);
    for (const { problem } of results) expect(problem.errors?.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(500_000);
  });

  it('has first the names that nobody knows, in their order, then what is wrong with the rest', async () => {
    const body = { ...anOrder({ certificateType: 'none' }), wrong: 1, constructor: 1 };
    const problem = problemOf(await client.order(body), 422, 'validation-failed');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([
      '/wrong',
      '/constructor',
      '/certificateType',
    ]);
  });
});
