import { beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { aPush } from '../factories/pushes.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';
import { scrapeOf } from '../support/scrape.js';

const ACCESS = { user: 'sectigo', password: 'push-password-of-the-tests' };

interface Notification {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly sectigoOrderNumber: string | null;
  readonly orderId: string | null;
  readonly receipts: number;
}

function multipart(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--XyZ\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--XyZ--\r\n`;
}

describe('a push in whatever form', () => {
  const gateway = withGateway({ notifications: { ...ACCESS, allowedIps: [] } });
  let client: ApiClient;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    client = await gateway.client();
    certificates = new PlacedCertificates(client, gateway.sql);
  });

  async function push(body: string | Buffer, type: string | null, query = ''): Promise<void> {
    const authorization = `Basic ${Buffer.from(`${ACCESS.user}:${ACCESS.password}`).toString('base64')}`;
    const answer = await fetch(`${gateway.url}/sectigo/notifications${query}`, {
      method: 'POST',
      headers: { authorization, ...(type !== null && { 'content-type': type }) },
      body: new Uint8Array(Buffer.from(body)),
    });
    expect([answer.status, await answer.text()]).toEqual([200, 'OK']);
  }
  const list = async (query: string): Promise<Notification[]> =>
    ((await gateway.operator.get(`/v1/ops/notifications?${query}`)).body as { data: Notification[] }).data;
  const content = async (id: string): Promise<unknown> =>
    (await gateway.operator.get(`/v1/ops/notifications/${id}`)).body;

  it.each<[string, string | null, (fields: Record<string, string>) => string]>([
    ['flat JSON', 'application/json', (fields) => JSON.stringify(fields)],
    [
      'flat JSON of another name',
      'application/vnd.sectigo+json; charset=utf-8',
      (fields) => JSON.stringify(fields),
    ],
    ['multipart', 'multipart/form-data; boundary=XyZ', multipart],
    ['a form without a type', null, (fields) => new URLSearchParams(fields).toString()],
    ['a form of another type', 'text/plain', (fields) => new URLSearchParams(fields).toString()],
    ['a form of no type at all', 'x', (fields) => new URLSearchParams(fields).toString()],
    ['a form that is called JSON', 'application/json', (fields) => new URLSearchParams(fields).toString()],
  ])('%s is applied', async (_what, type, write) => {
    const { id, number } = await certificates.place();

    await push(write(aPush(number, 6)), type);

    expect(await certificates.becomes(id, 'issued')).toMatchObject({ statusDescription: 'Valid' });
    await push(write(aPush(number, 8)), type);
    await certificates.becomes(id, 'revoked');
  });

  it('the same content in two forms is one push', async () => {
    const { number } = await certificates.place();
    const fields = aPush(number, 12);

    await push(JSON.stringify(fields), 'application/json');
    await push(multipart(fields), 'multipart/form-data; boundary=XyZ');
    await push('', null, `?${new URLSearchParams(fields).toString()}`);

    expect(await certificates.settled(number, 1)).toMatchObject([{ state: 'applied', receipts: 3 }]);
  });

  it.each<[string, string, string | Buffer]>([
    ['XML', 'text/xml', '<push><orderNumber>1</orderNumber></push>'],
    ['nested JSON', 'application/json', '{"push":{"orderNumber":"1"}}'],
    ['JSON cut short', 'application/json', '{"orderNumber":"1"'],
    ['JSON with a name twice', 'application/json', '{"orderNumber":"1","orderNumber":"2"}'],
    ['multipart cut short', 'multipart/form-data; boundary=XyZ', multipart({ a: 'b' }).slice(0, -9)],
    ['bytes', 'application/octet-stream', Buffer.from([0, 255, 254, 0, 13, 10])],
    ['UTF-16', 'application/json; charset=utf-16', Buffer.from('{"orderNumber":"1"}', 'utf16le')],
  ])('%s, which nobody can read, is kept as it came and shown', async (what, type, body) => {
    const before = await list('state=unreadable');

    await push(body, type);
    await push(body, type);
    await push(Buffer.concat([Buffer.from(body), Buffer.from(' ')]), type);

    const [second, first, ...older] = await list('state=unreadable');
    expect(older.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(first).toMatchObject({
      state: 'unreadable',
      reason: 'body-unreadable',
      receipts: 2,
      orderId: null,
    });
    expect(second).toMatchObject({ receipts: 1 });
    expect(await content(first?.id ?? '')).toMatchObject({
      id: first?.id,
      fields: [],
      body: {
        contentType: type,
        bytes: Buffer.from(body).length,
        base64: Buffer.from(body).toString('base64'),
        ...(what !== 'bytes' && what !== 'UTF-16' && { text: String(body) }),
      },
    });
    expect((await scrapeOf(gateway)).get('gateway_notifications_unreadable')).toBeGreaterThan(0);
  });

  it('with more parameters than anybody sends is kept as it came', async () => {
    const { id, number } = await certificates.place();
    const most = `orderNumber=${number}&statusCode=6${'&a=b'.repeat(600)}`;
    for (const [body, query, kept] of [
      [most, '', most],
      ['', `?${most}`, most],
      [`orderNumber=${number}`, `?${most}&c=d`, `${most}&c=d`],
    ] as const) {
      await push(body, 'application/x-www-form-urlencoded', query);
      const [found] = await list('state=unreadable');
      expect(await content(found?.id ?? '')).toMatchObject({ body: { text: kept } });
    }
    expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
  });

  it('is kept with its query, and cut where it is long', async () => {
    const { id, number } = await certificates.place();

    await push(`<push>${'x'.repeat(200_000)}</push>`, 'text/xml', `?orderNumber=${number}&statusCode=8`);

    const [found, ...more] = await list(`sectigoOrderNumber=${number}`);
    expect([found?.state, more]).toEqual(['unreadable', []]);
    const { body, fields } = (await content(found?.id ?? '')) as {
      body: { bytes: number; text: string };
      fields: unknown;
    };
    expect([body.bytes, body.text.length]).toEqual([200_013, 65_536]);
    expect(fields).toEqual([
      { name: 'orderNumber', value: number },
      { name: 'statusCode', value: '8' },
    ]);
    expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
  });

  it.each<[string, string]>([
    ['NUL', '"a\\u0000b"'],
    ['half of a pair', '"a\\ud800b"'],
    ['half of a pair at the end', '"\\udc00"'],
    ['the last of all characters', '"\\uffff\\udbff\\udfff"'],
    ['the least of numbers', '5e-324'],
    ['a long text', `"${'x'.repeat(100_000)}"`],
  ])('with %s in JSON is stored and applied', async (_what, value) => {
    const { id, number } = await certificates.place();

    await push(
      `{"orderNumber":"${number}","statusCode":8,"statusDesc":${value},${value.startsWith('"') ? value : '"n"'}:1}`,
      'application/json',
    );

    await certificates.becomes(id, 'revoked');
  });

  it('may be larger than any: then it is refused', async () => {
    const headers = {
      authorization: `Basic ${Buffer.from(`${ACCESS.user}:${ACCESS.password}`).toString('base64')}`,
    };
    const answer = await fetch(`${gateway.url}/sectigo/notifications`, {
      method: 'POST',
      headers,
      body: 'x'.repeat(300 * 1024),
    });
    expect(answer.status).toBe(413);
  });

  it('is listed by state, reason and order, page by page, for operators alone', async () => {
    const { id, number } = await certificates.place();
    await push(JSON.stringify({ orderNumber: number, statusCode: 99 }), 'application/json');
    await eventually(async () =>
      expect(await list('state=unusable&reason=status-unrecognised')).toMatchObject([
        { sectigoOrderNumber: number, orderId: id },
      ]),
    );

    const first = (await gateway.operator.get('/v1/ops/notifications?limit=1')).body as {
      nextCursor: string;
    };
    const next = (await gateway.operator.get(`/v1/ops/notifications?limit=1&cursor=${first.nextCursor}`))
      .body as {
      data: Notification[];
    };
    expect(next.data).toEqual([(await list('limit=2'))[1]]);
    problemOf(await client.get('/v1/ops/notifications'), 403, 'forbidden');
    problemOf(await client.get(`/v1/ops/notifications/${next.data[0]?.id ?? ''}`), 403, 'forbidden');
    problemOf(await gateway.operator.get('/v1/ops/notifications/ntf_9'), 404, 'not-found');
    problemOf(await gateway.operator.get('/v1/ops/notifications/ntf_0000000000000999999'), 404, 'not-found');
    problemOf(await gateway.operator.get('/v1/ops/notifications?state=lost'), 422, 'validation-failed');
  });

  it('what calls itself as no push does is taken nowhere else', async () => {
    const answer = await gateway.operator.send('POST', '/v1/orders', '{}', {
      'content-type': 'application/x-sectigo-push',
      'idempotency-key': 'x',
    });
    problemOf(answer, 415, 'unsupported-media-type');
  });
});
