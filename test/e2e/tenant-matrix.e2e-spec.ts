import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { keptText } from '../factories/kept-texts.js';
import { aWebhook } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { type TestGateway, withGateway } from '../support/gateway.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

interface Media {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  /** A body that is well-formed, where it takes one. */
  readonly body: unknown;
}

interface Documented {
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What every client may call, and is answered for itself; all else is about one thing of somebody, or the operator's. */
const FOR_EVERY_CLIENT = [
  'GET /v1/orders',
  'POST /v1/orders',
  'POST /v1/orders/batch',
  'POST /v1/orders/preview',
  'GET /v1/events',
  'GET /v1/webhooks',
  'GET /v1/me',
  'POST /v1/me/keys',
  'POST /v1/webhooks',
];

const PUSH_ACCESS = { user: 'sectigo', password: 'push-password-of-the-tests' };
const NOBODY_THERE = 'http://127.0.0.1:9/';

/** Every operation of the document but those that are open to everybody. */
function operations(): Operation[] {
  const text = readFileSync(path.resolve(__dirname, '../../openapi.yaml'), 'utf8');
  const { paths } = parse(text) as { paths: Record<string, Record<string, Documented>> };
  return Object.entries(paths).flatMap(([route, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined || !route.startsWith('/v1/') || route === '/v1/problems') return [];
      return [{ method: method.toUpperCase(), path: route, body: exampleOf(operation) }];
    }),
  );
}

function exampleOf({ requestBody }: Documented): unknown {
  const media = requestBody?.content['application/json'];
  if (media && !media.example && !media.examples) return {};
  return media?.example ?? Object.values(media?.examples ?? {})[0]?.value;
}

/** A client with one of everything that a client can have. */
class Tenant {
  private constructor(
    readonly api: ApiClient,
    readonly name: string,
    private readonly ids: Readonly<Record<string, string>>,
  ) {}

  static async start(gateway: TestGateway, name: string): Promise<Tenant> {
    const api = await gateway.client(name);
    const reference = `reference of ${name}`;
    const { id: order } = orderOf(await api.order(anOrder({ reference })));
    await eventually(async () =>
      expect((await api.get(`/v1/orders/${order}`)).body).toMatchObject({ status: 'placed' }),
    );
    const client = await gateway.operator.get(`/v1/clients/${api.id}`);
    const { keys } = client.body as { keys: { id: string }[] };
    const { id: webhook } = await aWebhook(api, NOBODY_THERE, { description: name });
    const test = await api.post(`/v1/webhooks/${webhook}/test`);
    const number = orderOf(await api.get(`/v1/orders/${order}`)).sectigo?.orderNumber ?? '';
    await new SectigoPushes(gateway.url, PUSH_ACCESS).get({ orderNumber: number, statusDesc: name });
    const pushed = await gateway.operator.get(`/v1/ops/notifications?sectigoOrderNumber=${number}`);
    const text = await keptText(gateway.sql, { orderId: order, text: name });
    return new Tenant(api, name, {
      '/v1/orders/{id}': order,
      '/v1/clients/{id}': api.id,
      '{keyId}': keys[0]!.id,
      '/v1/webhooks/{id}': webhook,
      '{deliveryId}': (test.body as { id: string }).id,
      '/v1/ops/notifications/{id}': (pushed.body as { data: { id: string }[] }).data[0]!.id,
      '/v1/ops/kept-texts/{id}': text,
      // only operators sign in
      '/v1/ops/sessions/{id}': 'ses_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
    });
  }

  /** The route to what is this tenant's. */
  route(template: string): string {
    const filled = Object.entries(this.ids).reduce(
      (route, [at, id]) => route.replace(at, at.replace(/\{\w+\}$/, id)),
      template,
    );
    if (filled.includes('{')) throw new Error(`the matrix does not know whose ${template} is`);
    return filled;
  }

  /** What nobody else may ever read. */
  get marks(): string[] {
    return [this.name, ...Object.values(this.ids)];
  }

  /** All that it has, as it sees it itself. */
  async possessions(): Promise<string> {
    const routes = ['/v1/orders/{id}', '/v1/orders/{id}/timeline', '/v1/webhooks/{id}', '/v1/events'];
    const answers = await Promise.all(routes.map((route) => this.api.get(this.route(route))));
    return answers.map(({ status, text }) => `${status} ${text}`).join('\n');
  }
}

describe('two clients and what is theirs', () => {
  const gateway = withGateway({
    webhookAllowPrivate: true,
    notifications: { ...PUSH_ACCESS, allowedIps: [] },
  });
  let tenants: Readonly<Record<'A' | 'B', Tenant>>;
  let before: string[];
  const all = async (): Promise<string[]> => [await tenants.A.possessions(), await tenants.B.possessions()];

  beforeAll(async () => {
    tenants = { A: await Tenant.start(gateway, 'Ada & Co'), B: await Tenant.start(gateway, 'Bob Ltd') };
    before = await all();
  });

  const others = operations().filter(({ method, path }) => !FOR_EVERY_CLIENT.includes(`${method} ${path}`));
  const directions = [
    ['A', 'B'],
    ['B', 'A'],
  ] as const;
  const matrix = directions.flatMap(([attacker, victim]) =>
    others.map((operation) => ({ attacker, victim, ...operation })),
  );

  it.each(matrix)('$attacker gets nothing of $victim by $method $path', async (cell) => {
    const route = tenants[cell.victim].route(cell.path);
    const answer = await tenants[cell.attacker].api.send(cell.method, route, cell.body);
    expect([403, 404]).toContain(answer.status);
    const told = JSON.stringify({ ...(answer.body as object), instance: undefined });
    for (const mark of tenants[cell.victim].marks) expect(told).not.toContain(mark);
  });

  it.each(directions)('%s lists nothing of %s', async (attacker, victim) => {
    for (const { method, path } of operations().filter(({ path }) => !path.includes('{'))) {
      if (method !== 'GET' || !FOR_EVERY_CLIENT.includes(`GET ${path}`)) continue;
      const { status, text } = await tenants[attacker].api.get(path);
      expect(status).toBe(200);
      expect(tenants[attacker].marks.some((mark) => text.includes(mark))).toBe(true);
      for (const mark of tenants[victim].marks) expect(text).not.toContain(mark);
    }
  });

  it('and after all that, both have what they had', async () => {
    expect(await all()).toEqual(before);
  });
});
