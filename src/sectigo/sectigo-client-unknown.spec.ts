import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { baseUrlOf, orderAt } from '../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../test/fixtures/replies/reply-server.js';
import { StoppedClock } from '../../test/support/stopped-clock.js';
import { type OrderOutcome } from './commands/place-order.js';
import { type PlaceOrderOptions } from './commands/place-order.js';
import { type SectigoClientSettings } from './sectigo-client.js';

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function orderFrom(
  script: Script,
  settings: Partial<SectigoClientSettings> = {},
  options: PlaceOrderOptions = {},
): Promise<OrderOutcome> {
  server = await startReplyServer(script);
  return orderAt({ baseUrl: baseUrlOf(server), clock: new StoppedClock(), ...settings }, options);
}

describe('the outcome is unknown', () => {
  const unanswered = { httpStatus: null, replyDigest: null, requestDigest: expect.any(String) };
  const none = { kind: 'unknown', errorCode: null, message: null };

  it.each([
    ['resets the connection', (socket) => socket.resetAndDestroy()],
    ['closes the connection', (socket) => socket.end()],
    ['does not speak HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['closes within the head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
  ] as [string, Script][])('when the peer %s after the form', async (_what, script) => {
    expect(await orderFrom(script)).toMatchObject({
      ...none,
      reason: 'reset',
      detail: 'The connection ended before a reply began.',
      exchange: unanswered,
    });
  });

  it('when the peer closes within the reply', async () => {
    const script: Script = (socket) => socket.end(httpReply(200, '0\n3040', { 'Content-Length': '17' }));
    expect(await orderFrom(script)).toMatchObject({
      ...none,
      reason: 'truncated',
      detail: 'The connection ended within the reply.',
      exchange: { httpStatus: 200, replyDigest: null },
    });
  });

  it('when the last chunk is missing', async () => {
    const reply = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n0\n3040824\r\n';
    expect(await orderFrom((socket) => socket.end(reply))).toMatchObject({ ...none, reason: 'truncated' });
  });

  it('when the peer resets the connection within the reply', async () => {
    const script: Script = (socket) => {
      socket.write(httpReply(200, '0\n3040', { 'Content-Length': '17' }), () => socket.resetAndDestroy());
    };
    const outcome = await orderFrom(script);
    expect(outcome).toMatchObject(none);
    // A reset may overtake bytes that were sent before it.
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/^(?:reset|truncated)$/) });
  });

  it.each([
    ['never answers', () => undefined, null],
    ['never ends its reply', (socket) => socket.write(httpReply(200, '0\n', { 'Content-Length': '9' })), 200],
  ] as [string, Script, number | null][])('when the peer %s', async (_what, script, httpStatus) => {
    expect(await orderFrom(script, { timeoutMs: 150 })).toMatchObject({
      ...none,
      reason: 'timeout',
      detail: 'No complete reply within the time allowed.',
      exchange: { httpStatus, replyDigest: null },
    });
  });

  it('when the gateway gives up once it is connected', async () => {
    const controller = new AbortController();
    expect(await orderFrom(() => controller.abort(), {}, { signal: controller.signal })).toMatchObject({
      ...none,
      reason: 'aborted',
      detail: 'The gateway gave up after it was connected.',
      exchange: unanswered,
    });
  });

  it.each([201, 204, 301, 302, 307, 308, 400, 401, 403, 404, 408, 500, 502, 503, 504])(
    'for HTTP %i, and no redirect is followed',
    async (status) => {
      const headers = { Location: '/elsewhere' };
      const script: Script = (socket) =>
        socket.end(httpReply(status, status === 204 ? '' : 'errorCode=0&orderNumber=7', headers));
      expect(await orderFrom(script)).toMatchObject({
        ...none,
        reason: 'http-status',
        detail: `HTTP ${status}.`,
        exchange: { httpStatus: status },
      });
      expect(server?.requests).toHaveLength(1);
    },
  );

  it('for HTTP 500 with half a body', async () => {
    const script: Script = (socket) => socket.end(httpReply(500, '0\n7', { 'Content-Length': '17' }));
    expect(await orderFrom(script)).toMatchObject({
      ...none,
      reason: 'http-status',
      exchange: { httpStatus: 500 },
    });
  });

  it.each([
    ['one byte too many', 65_537, 'reply-too-large'],
    ['not one byte too many', 65_536, 'unreadable'],
    ['far too many bytes', 5_000_000, 'reply-too-large'],
  ])('for a reply of %s', async (_what, length, reason) => {
    expect(await orderFrom((socket) => socket.end(httpReply(200, 'x'.repeat(length))))).toMatchObject({
      ...none,
      reason,
      detail:
        reason === 'unreadable'
          ? 'The reply cannot be read (not-a-reply).'
          : 'The reply is larger than any reply can be.',
      exchange: { httpStatus: 200, replyDigest: reason === 'unreadable' ? expect.any(String) : null },
    });
  });

  it.each(['gzip', 'br', 'x-own'])(
    'for a reply in the encoding %s, which was not asked for',
    async (encoding) => {
      const body = gzipSync('errorCode=0&orderNumber=7');
      const headers = { 'Content-Encoding': encoding };
      expect(await orderFrom((socket) => socket.end(httpReply(200, body, headers)))).toMatchObject({
        ...none,
        reason: 'unreadable',
        detail: 'The reply has a content encoding, which was not asked for.',
      });
    },
  );

  it('for HTML, saying why it cannot be read', async () => {
    expect(await orderFrom((socket) => socket.end(httpReply(200, '<html></html>')))).toMatchObject({
      ...none,
      reason: 'unreadable',
      detail: 'The reply cannot be read (not-a-reply).',
    });
  });

  it.each([-14, -160])('for Sectigo error %i', async (code) => {
    const outcome = await orderFrom((socket) => socket.end(httpReply(200, `${code}\nSorry!\u0007`)));
    expect(outcome).toMatchObject({
      kind: 'unknown',
      reason: 'error-code',
      errorCode: code,
      message: 'Sorry!',
      detail: `Sectigo answered ${code}.`,
    });
  });
});

describe('an identity encoding', () => {
  it.each(['identity', ' Identity ', ''])('%j is none', async (encoding) => {
    const reply = httpReply(200, '0\n7', { 'Content-Encoding': encoding });
    expect(await orderFrom((socket) => socket.end(reply))).toMatchObject({ kind: 'placed' });
  });
});

describe('Sectigo is busy', () => {
  it.each([
    ['120', 120_000],
    ['Sun, 22 Nov 2026 22:01:30 GMT', 90_000],
    [null, null],
  ])('HTTP 429 with Retry-After %j', async (retryAfter, retryAfterMs) => {
    const headers = retryAfter === null ? {} : { 'Retry-After': retryAfter };
    const outcome = await orderFrom((socket) =>
      socket.end(httpReply(429, 'errorCode=0&orderNumber=7', headers)),
    );
    expect(outcome).toMatchObject({ kind: 'throttled', retryAfterMs, errorCode: null, message: null });
    expect(outcome.exchange.httpStatus).toBe(429);
  });

  it('HTTP 429 with half a body', async () => {
    const headers = { 'Retry-After': '1', 'Content-Length': '99' };
    const outcome = await orderFrom((socket) => socket.end(httpReply(429, '', headers)));
    expect(outcome).toMatchObject({ kind: 'throttled', retryAfterMs: 1_000 });
  });

  it('error -42', async () => {
    const reply = httpReply(200, '-42\nCall limit reached', { 'Retry-After': '7' });
    expect(await orderFrom((socket) => socket.end(reply))).toMatchObject({
      kind: 'throttled',
      retryAfterMs: 7_000,
      errorCode: -42,
      message: 'Call limit reached',
    });
  });
});
