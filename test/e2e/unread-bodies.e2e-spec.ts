import { beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../factories/order.js';
import { withGateway } from '../support/gateway.js';
import { RawConnection, request } from '../support/raw-connection.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'push-secret' };

describe('a body that nobody has a use for is not waited for', () => {
  const gateway = withGateway({
    role: 'api',
    notifications: { ...ACCESS, allowedIps: [] },
    callsPerMinute: { reads: 1_000, orders: 1, changes: 1_000 },
  });
  let key: string;
  beforeAll(async () => {
    key = (await gateway.client()).key ?? '';
  });

  /** The answer to a request that announces a body, which never comes. */
  const answerTo = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const announced = { 'content-type': 'application/json', 'content-length': '200000' };
    const connection = new RawConnection(gateway.url).send(
      request(method, path, { ...announced, ...headers }),
    );
    await connection.answers(1);
    connection.close();
    return connection.text;
  };
  const NOBODY = {};
  const client = (): Record<string, string> => ({ authorization: `Bearer ${key}` });

  it.each([
    ['POST', '/v1/orders', NOBODY, 401, 'unauthenticated'],
    ['POST', '/v1/orders/batch', { authorization: 'Bearer x' }, 401, 'unauthenticated'],
    ['POST', '/v1/clients', 'client', 403, 'forbidden'],
    ['POST', '/nowhere', 'client', 404, 'not-found'],
    ['POST', '/v1/orders//cancel', NOBODY, 404, 'not-found'],
    ['POST', '/docs/nothing', NOBODY, 404, 'not-found'],
    ['PUT', '/v1/orders', NOBODY, 405, 'method-not-allowed'],
    ['PUT', '/queues/api/queues/pause', NOBODY, 405, 'method-not-allowed'],
    ['POST', '/dashboard', NOBODY, 405, 'method-not-allowed'],
    ['POST', '/sectigo/notifications', 'client', 401, 'unauthenticated'],
    ['POST', '/dashboard/session', NOBODY, 413, 'payload-too-large'],
    ['POST', '/v1/orders', { 'content-length': '300000' }, 401, 'unauthenticated'],
    ['POST', '/v1/orders', { 'content-encoding': 'gzip' }, 401, 'unauthenticated'],
  ] as const)('by %s %s (%j): %d', async (method, path, headers, status, code) => {
    const answer = await answerTo(method, path, headers === 'client' ? client() : headers);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('by whoever has used up the quota', async () => {
    const caller = await gateway.client();
    // some more where Redis is slow to count
    for (let status = 0; status !== 429;) ({ status } = await caller.order(anOrder()));
    const answer = await answerTo('POST', '/v1/orders', { authorization: `Bearer ${caller.key}` });
    expect(answer).toMatch(/^HTTP\/1.1 429 /);
    expect(answer).toContain('"code":"rate-limit-reached"');
  });

  it('and nobody signs in with more than a key is long', async () => {
    const connection = new RawConnection(gateway.url).send(
      request('POST', '/dashboard/session', {
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      }) + `5000\r\n${' '.repeat(0x5000)}\r\n`,
    );
    expect(await connection.answers(1)).toEqual([413]);
    connection.close();
  });

  it('save of Sectigo, whose pushes are taken', async () => {
    const pushes = new SectigoPushes(gateway.url, ACCESS);
    expect((await pushes.post({ orderNumber: '1', certificate: 'A'.repeat(200_000) })).status).toBe(200);
  });
});
