import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Document, type Operation, type Parameter } from '../contract/openapi.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

const DOCUMENT = parse(readFileSync(join(__dirname, '../../openapi.yaml'), 'utf8')) as Document;
const AT_ONCE = 8;

const TIMES = [
  ...[
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+00:01',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-00:01',
  ],
  ...['10000-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-12-31T23:59:60Z'],
];
const NUMBERS = [
  ...['-1', '2147483648', '9223372036854775807', '9223372036854775808', '1e308'],
  ...['1000000000.00', '999999999999.99', '1'.repeat(400)],
];
const TEXTS = ["'", '\\', '%', 'a\0b', '\u202e', 'x'.repeat(5_000)];
const IDS = ['ord', 'cli', 'key', 'whk', 'evt', 'dlv', 'aud'].flatMap((prefix) => [
  `${prefix}_ZZZZZZZZZZZZZZZZZZZZZZZZZZ`,
  `${prefix}_9223372036854775808`,
]);
/** What no URL should have: halves of characters, and bytes that are no UTF-8. */
const RAW = ['%00', '%ED%A0%80', '%FF', '%', '..%2f'];
const IN_BODIES = [
  'a\0b',
  '\ud800',
  '0000-01-01T00:00:00Z',
  '999999999999.99',
  'x'.repeat(5_000),
  2 ** 53,
  1e308,
  -1,
  {},
];

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

describe('values that no column has', () => {
  const gateway = withGateway({ role: 'api' });
  let client: ApiClient;
  let ids: Record<string, string>;
  beforeAll(async () => {
    const created = await gateway.client();
    client = created;
    const { id } = orderOf(await client.order(anOrder()));
    const webhook = await client.post('/v1/webhooks', { url: 'https://198.51.100.1/' });
    ids = {
      '/v1/orders': id,
      '/v1/clients': created.id,
      '/v1/webhooks': (webhook.body as { id: string }).id,
    };
  });

  /** With ids of what is there, so that a value gets as far as it can. */
  const address = (template: string, changed: Record<string, string> = {}): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const [resource] = /^\/v1\/\w+/.exec(template) ?? [''];
      return changed[name] ?? (name === 'id' ? ids[resource] : undefined) ?? '1';
    });

  /** Calls that were answered as if it was the gateway's fault. */
  async function unanswered(calls: readonly Call[]): Promise<string[]> {
    const queue = calls.values();
    const failed: string[] = [];
    const lane = async (): Promise<void> => {
      for (const { method, path, body, headers } of queue) {
        const who = path.startsWith('/v1/orders') && method === 'POST' ? client : gateway.operator;
        const { status } = await who.send(method, path, body, {
          'idempotency-key': randomUUID(),
          ...headers,
        });
        if (status >= 500)
          failed.push(`${status} ${method} ${path} ${JSON.stringify(body ?? headers ?? '')}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return failed;
  }

  const operations = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const placed = ({ parameters = [] }: Operation, where: string): readonly Parameter[] =>
    parameters.filter((parameter) => parameter.in === where);

  it('are refused in every query', async () => {
    const calls = operations.flatMap(({ path, method, operation }) =>
      placed(operation, 'query').flatMap(({ name }) =>
        [...[...TIMES, ...NUMBERS, ...TEXTS, ...IDS].map(encodeURIComponent), ...RAW].map((value) => ({
          method,
          path: `${address(path)}?${name}=${value}`,
        })),
      ),
    );
    expect(calls.length).toBeGreaterThan(1_000);
    expect(await unanswered(calls)).toEqual([]);
  });

  it('are nothing that is there, in every path', async () => {
    const values = [...IDS, ...TEXTS].map(encodeURIComponent);
    const calls = operations.flatMap(({ path, method, operation }) =>
      placed(operation, 'path').flatMap(({ name }) =>
        [...values, ...RAW].map((value) => ({
          method,
          path: address(path, { [name]: value }),
          ...(method !== 'GET' && { body: {} }),
        })),
      ),
    );
    expect(calls.length).toBeGreaterThan(300);
    expect(await unanswered(calls)).toEqual([]);
  });

  it('are refused in every body', async () => {
    const calls = operations.flatMap(({ path, method, operation }) => {
      const media = operation.requestBody?.content['application/json'];
      const [example] = Object.values(media?.examples ?? {});
      return leavesOf(example?.value ?? media?.example ?? {}).flatMap((change) =>
        IN_BODIES.map((value) => ({
          method,
          path: address(path),
          body: change(value),
        })),
      );
    });
    expect(calls.length).toBeGreaterThan(500);
    expect(await unanswered(calls)).toEqual([]);
  });

  it('are refused in every header, or of no account', async () => {
    const values = [
      ...TIMES,
      ...NUMBERS,
      ...IDS,
      ...TEXTS.filter((text) => /^[ -~]+$/.test(text)),
      'ÿ',
      '\x80\xff',
    ];
    const names = [
      'idempotency-key',
      'prefer',
      'x-request-id',
      'traceparent',
      'last-event-id',
      'authorization',
    ];
    const calls = names.flatMap((name) =>
      values.flatMap((value) => [
        { method: 'GET', path: '/v1/orders', headers: { [name]: value } },
        { method: 'POST', path: '/v1/orders', body: anOrder(), headers: { [name]: value } },
        { method: 'POST', path: '/v1/ops/submissions/resume', headers: { [name]: value } },
      ]),
    );
    expect(await unanswered(calls)).toEqual([]);
  });
});

/** For each value within an example: the example with another in its place. */
function leavesOf(example: unknown): ((value: unknown) => unknown)[] {
  if (typeof example !== 'object' || example === null) return [(value) => value];
  return Object.entries(example).flatMap(([name, member]) =>
    leavesOf(member).map((change) => (value: unknown) => {
      const copy = structuredClone(example) as Record<string, unknown>;
      copy[name] = change(value);
      return copy;
    }),
  );
}
