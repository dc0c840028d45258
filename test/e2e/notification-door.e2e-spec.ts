import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { aPush } from '../factories/pushes.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { flooded } from '../support/flood.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { lineTo } from '../support/broken-line.js';
import { createDatabase, redisUrl } from '../support/servers.js';
import { PlacedCertificates } from '../support/placed-certificates.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'püsh: secret' };

describe('a push', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let pushes: SectigoPushes;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    gateway = await startGateway({ notifications: { ...ACCESS, allowedIps: [] } });
    client = await gateway.client();
    pushes = new SectigoPushes(gateway.url, ACCESS);
    certificates = new PlacedCertificates(client, gateway.sql);
  });
  afterAll(() => gateway.stop());

  it.each([
    ['no credentials', null],
    ['another password', { ...ACCESS, password: 'other' }],
    ['another user', { ...ACCESS, user: 'other' }],
  ])('with %s is refused and not kept', async (_, credentials) => {
    const { id, number } = await certificates.place();

    const answer = await new SectigoPushes(gateway.url, credentials).get(aPush(number, 8));

    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
    expect(await certificates.inbox(number)).toEqual([]);
    expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
  });

  it('is not what HEAD asks for: it is answered like GET, and nothing is kept', async () => {
    const { id, number } = await certificates.place();
    const url = `/sectigo/notifications?${new URLSearchParams(aPush(number, 8)).toString()}`;
    const basic = Buffer.from(`${ACCESS.user}:${ACCESS.password}`).toString('base64');
    const head = await client.send('HEAD', url, undefined, { authorization: `Basic ${basic}` });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect((await client.send('HEAD', url)).status).toBe(401);

    expect(await certificates.inbox(number)).toEqual([]);
    expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
  });

  it('is not taken with the key of a client or an operator', async () => {
    expect((await gateway.operator.get('/sectigo/notifications?orderNumber=1')).status).toBe(401);
    expect((await client.get('/sectigo/notifications?orderNumber=1')).status).toBe(401);
  });

  it('larger than 256 KiB is refused', async () => {
    const large = await pushes
      .post({ orderNumber: '1', certificate: 'A'.repeat(10_000_000) })
      .catch(() => null);
    expect(large === null || large.status === 413).toBe(true);
  });

  it('with a compressed body is refused', async () => {
    const basic = Buffer.from(`${ACCESS.user}:${ACCESS.password}`).toString('base64');
    const headers = { 'content-encoding': 'gzip', authorization: `Basic ${basic}` };
    const answer = await client.post('/sectigo/notifications', gzipSync('orderNumber=1'), headers);
    problemOf(answer, 415, 'unsupported-media-type');
    expect(answer.headers.get('accept-encoding')).toBe('identity');
  });

  it('is the only place that takes forms', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': 'k' };
    problemOf(await client.send('POST', '/v1/orders', 'a=b', form), 415, 'unsupported-media-type');
  });
});

describe('the door for pushes', () => {
  it('is closed unless a user and a password are configured', async () => {
    const gateway = await startGateway();
    try {
      expect((await new SectigoPushes(gateway.url, ACCESS).get(aPush('1', 6))).status).toBe(401);
      expect(
        (await new SectigoPushes(gateway.url, { user: '', password: '' }).get(aPush('1', 6))).status,
      ).toBe(401);
    } finally {
      await gateway.stop();
    }
  });

  it('is open to the addresses that are named, and to nobody else', async () => {
    const gateway = await startGateway({ notifications: { ...ACCESS, allowedIps: ['192.0.2.0/24'] } });
    try {
      const pushes = new SectigoPushes(gateway.url, ACCESS);
      const refused = await pushes.get(aPush('1', 6));
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ code: 'forbidden' });

      await gateway.restart({
        notifications: { ...ACCESS, allowedIps: ['192.0.2.0/24', '127.0.0.0/8', '::1'] },
      });
      expect((await new SectigoPushes(gateway.url, ACCESS).get(aPush('1', 6))).status).toBe(200);
    } finally {
      await gateway.stop();
    }
  });

  it('slows down who guesses the password, and nobody who knows it', async () => {
    const gateway = await startGateway({
      notifications: { user: 'sectigo', password: 'nobody guesses this one', allowedIps: [] },
    });
    const push = (password: string): Promise<Response> =>
      new SectigoPushes(gateway.url, { user: 'sectigo', password }).get(aPush('1', 6));
    try {
      const guesses = Array.from({ length: 60 }, (_, n) => push(`guess ${n}`));
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      await eventually(async () => {
        const refused = await push('guess');
        expect(await refused.json()).toMatchObject({ code: 'authentication-throttled' });
        expect(refused.headers.get('retry-after')).toBe('1');
      });

      await flooded([() => push('guess'), () => push('another')], async () => {
        for (let n = 0; n < 5; n += 1) expect((await push('nobody guesses this one')).status).toBe(200);
      });
    } finally {
      await gateway.stop();
    }
  });

  it('is open while Redis is down, and shut without a commit', async () => {
    const redis = await lineTo(redisUrl());
    const database = await createDatabase();
    const postgres = await lineTo(database.url);
    const gateway = await startGateway({
      notifications: { ...ACCESS, allowedIps: [] },
      redisUrl: redis.url,
      databaseUrl: postgres.url,
    });
    const push = (number: string): Promise<Response> =>
      new SectigoPushes(gateway.url, ACCESS).get(aPush(number, 6));
    try {
      redis.cut();
      expect((await push('1')).status).toBe(200);
      postgres.cut();
      const refused = await push('2');
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: 'storage-unavailable' });
    } finally {
      redis.mend();
      postgres.mend();
      await gateway.stop();
      await redis.close();
      await postgres.close();
      await database.drop();
    }
  });
});
