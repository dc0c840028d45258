import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { expectRefusal, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type TestGateway, withGateway } from '../support/gateway.js';
import { RawConnection, request } from '../support/raw-connection.js';

const MAX_BODY_BYTES = 256 * 1024;
const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('requests that no order can be read from', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    client = await gateway.client();
  });

  it.each<[string, string | Uint8Array]>([
    ['white space', ' \n'],
    ['half an object', '{"certificateType":"organization"'],
    ['a comma too many', '{"certificateType":"organization",}'],
    ['single quotes', "{'certificateType':'organization'}"],
    ['NaN', '{"validityDays":NaN}'],
    ['two documents', '{}{}'],
    ['a comment', '{/* */}'],
    ['bytes that are not UTF-8', bytes('{"reference":"', [0xc3, 0x28], '"}')],
    ['an overlong NUL', bytes('{"reference":"', [0xc0, 0x80], '"}')],
    ['UTF-16', Buffer.from('{"reference":"x"}', 'utf16le')],
    ['a bare control character in a text', '{"reference":"a\u0001b"}'],
  ])('with %s as JSON get 400', async (_, body) => {
    problemOf(await client.order(body), 400, 'malformed-request');
  });

  it('with nothing for an order are refused like any other faulty order', async () => {
    problemOf(await client.order(''), 422, 'validation-failed');
    problemOf(await client.order(undefined), 422, 'validation-failed');
    problemOf(await client.post('/v1/orders/preview', ''), 422, 'validation-failed');
    problemOf(await client.post('/v1/orders/batch', ''), 422, 'validation-failed');
    problemOf(await client.post('/v1/webhooks', ''), 422, 'validation-failed');
  });

  it('with bytes that are not UTF-8 in an order that is fine otherwise get 400', async () => {
    const [before, after] = JSON.stringify(anOrder({ reference: '<here>' })).split('<here>');
    const body = bytes(before ?? '', [0xff, 0xfe], after ?? '');
    problemOf(await client.order(body), 400, 'malformed-request');
  });

  it.each(['null', '[]', '[{}]', '"x"', '42', 'true'])('with %s for an object are refused', async (body) => {
    expectRefusal(await client.order(body), [400, 422]);
  });

  it.each([
    ['__proto__', '{"__proto__":{"test":true}}'],
    [
      '__proto__ in the metadata',
      JSON.stringify(anOrder({ metadata: { P: 'x' } })).replace('"P"', '"__proto__"'),
    ],
    ['an escaped __proto__', '{"\\u005f_proto__":{"isAdmin":true}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"test":true}}}'],
    ['a number beyond all bounds', JSON.stringify(anOrder()).replace('{', '{"validityDays":1e400,')],
    [
      'a number of 10 000 digits',
      JSON.stringify(anOrder()).replace('{', `{"validityDays":${'9'.repeat(10_000)},`),
    ],
    ['20 000 nested lists', `{"metadata":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['20 000 nested objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['nested objects in the metadata', `{"metadata":${'{"a":'.repeat(20_000)}"b"${'}'.repeat(20_000)}}`],
    ['20 000 unknown members', `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
    ['a list of 100 000', `{"metadata":[${'1,'.repeat(99_999)}1]}`],
  ])('with %s are refused', async (_, body) => {
    expectRefusal(await client.order(body), [400, 422]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'x',
  ])('with the content type %s get 415', async (type) => {
    const answer = await client.order(JSON.stringify(anOrder()), { 'content-type': type });
    problemOf(answer, 415, 'unsupported-media-type');
  });

  it('with more than 256 KiB get 413, with just as much do not', async () => {
    const order = JSON.stringify(anOrder());
    problemOf(await client.order(order.padEnd(MAX_BODY_BYTES + 1)), 413, 'payload-too-large');
    expect((await client.order(order.padEnd(MAX_BODY_BYTES))).status).toBe(202);
  });

  it('with a charset named are read', async () => {
    const answer = await client.order(anOrder(), { 'content-type': 'application/json; charset=UTF-8' });
    expect(answer.status).toBe(202);
  });

  it.each([
    ['PUT', '/v1/orders', ['GET', 'POST']],
    ['DELETE', '/v1/orders', ['GET', 'POST']],
    ['PATCH', '/v1/orders/ord_01', ['GET']],
    ['PUT', '/v1/orders/ord_01/result', ['GET']],
    ['POST', '/v1/problems', ['GET']],
    ['DELETE', '/health/live', ['GET']],
  ])('%s %s get 405 and what is allowed', async (method, path, allowed) => {
    const answer = await client.send(method, path);
    problemOf(answer, 405, 'method-not-allowed');
    const allow = (answer.headers.get('allow') ?? '').split(/, */);
    expect(allow).toEqual(expect.arrayContaining(allowed));
    expect(allow).not.toContain(method);
  });

  it.each([
    ['POST', '/v1/orders/'],
    ['POST', '/v1/orders//'],
    ['POST', '//v1/orders'],
    ['POST', '/v1//orders'],
    ['POST', '/v1%2Forders'],
    ['POST', '/v1/orders%2F'],
    ['POST', '/V1/orders'],
    ['POST', '/v1/Orders'],
    ['POST', '/v1/orders;a=b'],
    ['DELETE', '/v1/orders/'],
    ['GET', '/v1/orders/'],
    ['GET', '/v1/orders//result'],
    ['GET', '/v1/orders/ord_01/'],
    ['GET', '/health/live/'],
    ['HEAD', '/health/live/'],
    ['GET', '/problems/not-found/'],
    ['GET', '/docs/openapi.json/'],
  ])('%s %s, which is another path than the one that is there, get 404', async (method, path) => {
    const connection = new RawConnection(gateway.url).send(request(method, path));
    expect(await connection.answers(1)).toEqual([404]);
    connection.close();
  });

  it('with a compressed body get 415, and are told to send it as it is', async () => {
    const body = gzipSync(JSON.stringify(anOrder()));
    for (const path of ['/v1/orders', '/v1/orders/preview', '/v1/webhooks']) {
      const answer = await client.post(path, body, { 'content-encoding': 'gzip', 'idempotency-key': 'gzip' });
      expect(problemOf(answer, 415, 'unsupported-media-type').detail).toContain('Content-Encoding');
      expect(answer.headers.get('accept-encoding')).toBe('identity');
    }
    expect((await client.order(anOrder(), { 'content-encoding': 'identity' })).status).toBe(202);
    expect((await client.get('/v1/orders', { 'content-encoding': 'gzip' })).status).toBe(200);
  });

  it.each(['iso-8859-1', '"ISO-8859-1"', 'utf-16', 'windows-1252', 'us-ascii'])(
    'with JSON in %s get 415, and are told to send UTF-8',
    async (charset) => {
      const answer = await client.order(anOrder(), {
        'content-type': `application/json; charset=${charset}`,
      });
      expect(problemOf(answer, 415, 'unsupported-media-type').detail).toContain('UTF-8');
    },
  );

  it.each(['application/json;charset=UTF-8', 'Application/JSON; Charset="utf-8"', 'application/json'])(
    'with the type %s are taken',
    async (type) => expect((await client.order(anOrder(), { 'content-type': type })).status).toBe(202),
  );

  it.each([
    '/v1',
    '/v1/nothing',
    '/v2/orders',
    '/v1/orders/ord_01/nothing',
    '/problems/no-such-problem',
    '/.env',
  ])('for %s get 404', async (path) => {
    problemOf(await client.get(path), 404, 'not-found');
  });

  it.each([
    '%00',
    '%0d%0a',
    '%ff',
    '%zz',
    '%',
    '..%2f..%2fetc',
    "'%20OR%201=1",
    'x'.repeat(3000),
    'ord_%F0%9F%8F%A2',
  ])('for an order called %s get a problem of theirs, not ours', async (id) => {
    expectRefusal(await client.get(`/v1/orders/${id}`), [400, 404, 414]);
    expectRefusal(await client.get(`/v1/orders/${id}/result`), [400, 404, 414]);
  });

  it.each(['/v1/orders', '/v1/orders/:id', '/v1/orders/:id/result', '/v1/problems'])(
    'with unknown query parameters for GET %s get an entry for each',
    async (path) => {
      const { id } = orderOf(await client.order(anOrder()));
      const answer = await client.get(`${path.replace(':id', id)}?colour=red&size=1`);
      expect(problemOf(answer, 422, 'validation-failed').errors).toHaveLength(2);
    },
  );

  it('with unknown query parameters for POST /v1/orders get an entry for each', async () => {
    const answer = await client.post('/v1/orders?colour=red&size=1', anOrder(), { 'idempotency-key': 'q' });
    expect(problemOf(answer, 422, 'validation-failed').errors).toHaveLength(2);
  });

  it.each([
    ['no HTTP', 'GARBAGE\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nhost: x\r\nbroken\r\n\r\n'],
    ['two hosts', 'GET /health/live HTTP/1.1\r\nhost: x\r\nhost: x\r\n\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['two hosts for an older server', 'GET /health/live HTTP/1.0\r\nhost: x\r\nHost: y\r\n\r\n'],
    ['HTTP/2.0', 'GET /health/live HTTP/2.0\r\nhost: x\r\n\r\n'],
    ['HTTP/0.9', 'GET /health/live HTTP/0.9\r\nhost: x\r\n\r\n'],
    ['an expectation', 'GET /health/live HTTP/1.1\r\nhost: x\r\nexpect: 200-ok\r\n\r\n'],
    ['two lengths', 'POST /v1/orders HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\na: ${'b'.repeat(100_000)}\r\n\r\n`],
  ])('that are %s get a whole problem too', async (_, bytesOfIt) => {
    const connection = new RawConnection(gateway.url).send(bytesOfIt);
    await connection.closed;
    const answer = connection.text;
    const [, status] = /^HTTP\/1\.1 (400|431) /.exec(answer) ?? [];
    expect(answer).toMatch(/\r\ncontent-type: application\/problem\+json/i);
    const [, requestId] = /\r\nx-request-id: (\S+)/i.exec(answer) ?? [];
    expect(requestId).toBeDefined();
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      type: expect.stringMatching(/\/problems\/[a-z-]+$/),
      title: expect.any(String),
      status: Number(status),
      detail: expect.any(String),
      instance: expect.any(String),
      code: expect.any(String),
      requestId,
      retryable: false,
      actor: 'caller',
    });
  });

  it('leave nothing behind', async () => {
    const fresh = await gateway.client();
    await fresh.order('{');
    await fresh.order(anOrder({ x: 1 }), { prefer: 'wait=5' });
    expect((await fresh.get('/v1/orders')).body).toEqual({ data: [], nextCursor: null });
  });
});
