import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { problemOf } from '../factories/answers.js';
import { ApiClient } from '../support/api-client.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';
import { IdentityProvider } from '../support/identity-provider.js';

/** Who gets in: c a client, v a viewer, o an operator, a an administrator. Written by hand, so that it can disagree. */
const MATRIX = `
cvoa  GET    /v1/problems
cvoa  GET    /problems/{code}
cvoa  GET    /health/live
cvoa  GET    /health/ready
cvoa  GET    /metrics
cvoa  GET    /v1/me
c...  POST   /v1/me/keys
c...  DELETE /v1/me/keys/{keyId}
cvoa  GET    /v1/orders
c.oa  POST   /v1/orders
c.oa  POST   /v1/orders/batch
cvoa  POST   /v1/orders/preview
cvoa  GET    /v1/orders/{id}
cvoa  GET    /v1/orders/{id}/result
cvoa  GET    /v1/orders/{id}/timeline
cvoa  GET    /v1/orders/{id}/certificate
cvoa  GET    /v1/orders/{id}/certificate/details
cvoa  GET    /v1/orders/{id}/deliveries
c.oa  POST   /v1/orders/{id}/cancel
c.oa  POST   /v1/orders/{id}/renew
c.oa  POST   /v1/orders/{id}/revoke
.voa  GET    /v1/orders/{id}/form
.voa  GET    /v1/orders/{id}/reconciliation
..oa  POST   /v1/orders/{id}/reconciliation
..oa  POST   /v1/orders/{id}/retry
..oa  POST   /v1/orders/{id}/resolve
cvoa  GET    /v1/events
cvoa  GET    /v1/webhooks
c.oa  POST   /v1/webhooks
cvoa  GET    /v1/webhooks/{id}
c.oa  PATCH  /v1/webhooks/{id}
c.oa  DELETE /v1/webhooks/{id}
c.oa  POST   /v1/webhooks/{id}/rotate-secret
c.oa  POST   /v1/webhooks/{id}/test
cvoa  GET    /v1/webhooks/{id}/deliveries
c.oa  POST   /v1/webhooks/{id}/deliveries/{deliveryId}/replay
.voa  GET    /v1/ops/summary
.voa  GET    /v1/ops/activity
.voa  GET    /v1/ops/spend
.voa  GET    /v1/ops/balance
.voa  GET    /v1/ops/audit
.voa  GET    /v1/ops/audit/verify
.voa  GET    /v1/ops/kept-texts
.voa  GET    /v1/ops/kept-texts/{id}
.voa  GET    /v1/ops/notifications
.voa  GET    /v1/ops/notifications/{id}
..oa  POST   /v1/ops/submissions/pause
..oa  POST   /v1/ops/submissions/resume
...a  GET    /v1/ops/sessions
...a  DELETE /v1/ops/sessions/{id}
.voa  GET    /v1/clients
.voa  GET    /v1/clients/{id}
...a  POST   /v1/clients
...a  PATCH  /v1/clients/{id}
...a  DELETE /v1/clients/{id}
...a  POST   /v1/clients/{id}/keys
...a  DELETE /v1/clients/{id}/keys/{keyId}
`;

interface Row {
  readonly letters: string;
  readonly method: string;
  readonly route: string;
}

const ROWS: readonly Row[] = MATRIX.trim()
  .split('\n')
  .map((line) => {
    const [letters = '', method = '', route = ''] = line.split(/ +/);
    return { letters, method, route };
  });

/** Every kind of caller, and the letter of its column. */
const CALLERS = {
  'key of a client': 'c',
  'token with orders': 'c',
  'token with operator:read': 'v',
  'token with operator:act': 'o',
  'token with operator': 'a',
  'operator key': 'a',
} as const;

type CallerName = keyof typeof CALLERS;

describe('what each role may call', () => {
  let provider: IdentityProvider;
  let gateway: TestGateway;
  let bearers: Readonly<Record<CallerName, string>>;
  beforeAll(async () => {
    provider = await IdentityProvider.start();
    gateway = await startGateway({ jwt: provider.settings });
    const client = await gateway.client();
    bearers = {
      'key of a client': client.key!,
      'token with orders': await provider.token({ client_id: client.id, scope: 'orders' }),
      'token with operator:read': await provider.token({ sub: 'vera', scope: 'operator:read' }),
      'token with operator:act': await provider.token({ sub: 'otto', scope: 'operator:act' }),
      'token with operator': await provider.token({ sub: 'anna', scope: 'operator' }),
      'operator key': OPERATOR_KEY,
    };
  });
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
  });

  it('is known of every call', () => {
    const document = readFileSync(path.resolve(__dirname, '../../openapi.yaml'), 'utf8');
    const { paths } = parse(document) as { paths: Record<string, object> };
    const calls = Object.entries(paths).flatMap(([route, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${route}`),
    );
    expect(ROWS.map(({ method, route }) => `${method} ${route}`).sort()).toEqual(calls.sort());
  });

  describe.each(Object.keys(CALLERS) as CallerName[])('%s', (name) => {
    it.each(ROWS)('$letters $method $route', async ({ letters, method, route }) => {
      const nothing = route.replace('{code}', 'not-found').replaceAll(/\{\w+\}/g, 'none');
      const body = method === 'GET' ? undefined : {};
      const answer = await new ApiClient(gateway.url, bearers[name]).send(method, nothing, body);
      expect(answer.status).not.toBe(401);
      if (letters.includes(CALLERS[name])) expect(answer.status).not.toBe(403);
      else problemOf(answer, 403, 'forbidden');
    });
  });

  it.each<[CallerName, string, boolean, boolean]>([
    ['key of a client', 'client', true, false],
    ['token with operator:read', 'viewer', false, false],
    ['token with operator:act', 'operator', true, false],
    ['token with operator', 'operator', true, true],
    ['operator key', 'operator', true, true],
  ])('%s is told so', async (name, role, orders, clients) => {
    const me = (await new ApiClient(gateway.url, bearers[name]).get('/v1/me')).body as {
      permissions: string[];
    };
    expect(me).toMatchObject({ role });
    expect(me.permissions.includes('orders:write')).toBe(orders);
    expect(me.permissions.includes('clients:write')).toBe(clients);
  });
});
