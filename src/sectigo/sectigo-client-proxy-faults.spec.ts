import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { selfSigned, type TlsIdentity } from '../../test/factories/tls-identity.js';
import { baseUrlOf, orderAt } from '../../test/fixtures/replies/order-at.js';
import { answers, OPENED, type ProxyScript, startProxy } from '../../test/fixtures/replies/proxy-server.js';
import { type ProxyServer } from '../../test/fixtures/replies/proxy-server.js';
import { httpReply, type ReplyServer, startReplyServer } from '../../test/fixtures/replies/reply-server.js';
import { type OrderOutcome } from './index.js';
import { type SectigoClientSettings } from './sectigo-client.js';

const LOGIN = 'gateway:Tr0ub4dor';

let identity: TlsIdentity;
let server: ReplyServer;
let proxy: ProxyServer;

beforeAll(async () => {
  identity = await selfSigned('Anybody', '127.0.0.1');
});

beforeEach(async () => {
  server = await startReplyServer((socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7')));
  proxy = await startProxy();
});

afterEach(async () => {
  // after any fault, no connection is left open
  await proxy.idle();
  await proxy.close();
  await server.close();
});

const order = (
  changes: Partial<SectigoClientSettings> = {},
  options: Parameters<typeof orderAt>[1] = {},
): Promise<OrderOutcome> =>
  orderAt({ baseUrl: baseUrlOf(server), proxy: { url: proxy.url, login: () => LOGIN }, ...changes }, options);

const notSent = (reason: string, detail: string): object => ({
  kind: 'not-sent',
  reason,
  detail,
  exchange: {
    httpStatus: null,
    durationMs: expect.any(Number),
    requestDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    replyDigest: null,
    rawReply: null,
    rawReplyFramed: null,
  },
});

const LONG = `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(17 * 1024)}\r\n\r\n`;
const endless: ProxyScript = (socket) => {
  const line = `X-More: ${'x'.repeat(1_000)}\r\n`;
  socket.write('HTTP/1.1 200 OK\r\n');
  const more = (): void => {
    while (socket.write(line));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
};
const says =
  (text: string): ProxyScript =>
  (socket) =>
    void socket.end(text);
const closes: ProxyScript = (socket) => void socket.destroy();

const status = (line: string, more = ''): ProxyScript => answers(`HTTP/1.1 ${line}\r\n${more}\r\n`);
const BODY = 'Content-Length: 9\r\n\r\nTr0ub4dor';

describe('when the proxy makes no tunnel, nothing is sent', () => {
  it.each<[string, ProxyScript, string, string]>([
    [
      '407',
      status('407 Who are you', BODY),
      'proxy-login-refused',
      'The proxy refused our login for it (HTTP 407).',
    ],
    [
      '403',
      status('403 Tr0ub4dor', BODY),
      'proxy-refused',
      'The proxy refused to connect to Sectigo (HTTP 403).',
    ],
    ['401', status('401 Odd'), 'proxy-refused', 'The proxy refused to connect to Sectigo (HTTP 401).'],
    [
      '302',
      status('302 Elsewhere', 'Location: http://127.0.0.1:1/\r\n'),
      'proxy-refused',
      'The proxy refused to connect to Sectigo (HTTP 302).',
    ],
    ['500', status('500 Oops'), 'proxy-failed', 'The proxy could not connect to Sectigo (HTTP 500).'],
    ['502', status('502 Bad gateway'), 'proxy-failed', 'The proxy could not connect to Sectigo (HTTP 502).'],
    [
      '503 of HTTP/1.0',
      answers('HTTP/1.0 503 Sorry\r\n\r\n'),
      'proxy-failed',
      'The proxy could not connect to Sectigo (HTTP 503).',
    ],
    ['504', status('504 Too late'), 'proxy-failed', 'The proxy could not connect to Sectigo (HTTP 504).'],
    ['100', status('100 Continue'), 'proxy-failed', 'The proxy could not connect to Sectigo (HTTP 100).'],
    [
      'what is no HTTP',
      answers('220 mail.example ESMTP\r\n'),
      'proxy-failed',
      "The proxy's answer cannot be read.",
    ],
    [
      'a header that is none',
      answers('HTTP/1.1 200 OK\r\nx y\r\n\r\n'),
      'proxy-failed',
      "The proxy's answer cannot be read.",
    ],
    ['a head that is too large', answers(LONG), 'proxy-failed', "The proxy's answer is too large."],
    ['a head without an end', endless, 'proxy-failed', "The proxy's answer is too large."],
    [
      'more than its answer',
      answers(`${OPENED}errorCode=0&orderNumber=8`),
      'proxy-failed',
      'The proxy sent more than its answer.',
    ],
    ['nothing and hangs up', closes, 'proxy-failed', 'The proxy closed the connection without an answer.'],
    [
      'half an answer and hangs up',
      says('HTTP/1.1 200 OK\r\nX-'),
      'proxy-failed',
      'The proxy closed the connection without an answer.',
    ],
  ])('as it says %s', async (_what, script, reason, detail) => {
    proxy.script(script);
    expect(await order()).toEqual(notSent(reason, detail));
    expect(server.connections()).toBe(0);
  });

  it('as it wants a login and there is none', async () => {
    proxy.script(status('407 Who are you'));
    expect(await order({ proxy: { url: proxy.url } })).toEqual(
      notSent('proxy-login-refused', 'The proxy wants a login (HTTP 407).'),
    );
  });

  it.each([
    ['the time to connect', { connectTimeoutMs: 100 }],
    ['the time for everything', { timeoutMs: 100 }],
  ])('as it says nothing within %s', async (_what, limits) => {
    proxy.script(() => undefined);
    expect(await order(limits)).toEqual(
      notSent('proxy-failed', 'The proxy made no connection within the time allowed.'),
    );
  });

  it('as the gateway gives up meanwhile', async () => {
    const controller = new AbortController();
    proxy.script(() => controller.abort());
    expect(await order({}, { signal: controller.signal })).toEqual(
      notSent('aborted', 'The gateway gave up before it was connected.'),
    );
  });
});

describe('when there is no connection to the proxy, nothing is sent', () => {
  it('as its name has no address', async () => {
    const outcome = await order({ proxy: { url: `http://${'a'.repeat(64)}.invalid:3128` } });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'proxy-unreachable',
      detail: expect.stringMatching(/^The proxy's host name could not be resolved \(E\w+\)\.$/),
    });
  });

  it('as it refuses the connection', async () => {
    const gone = await startProxy();
    await gone.close();
    expect(await order({ proxy: { url: gone.url } })).toEqual(
      notSent('proxy-unreachable', 'The connection to the proxy was refused (ECONNREFUSED).'),
    );
  });

  it('as it does not speak TLS', async () => {
    const url = `https://127.0.0.1:${server.port}`;
    expect(await order({ proxy: { url }, connectTimeoutMs: 200 })).toEqual(
      notSent('proxy-unreachable', 'No connection to the proxy within the time allowed.'),
    );
    expect(server.requests).toEqual([]);
  });

  it('as it hangs up in the TLS handshake', async () => {
    const hangup = await startReplyServer(() => undefined, {
      SNICallback: (_name, done) => done(new Error('no')),
    });
    const outcome = await order({ proxy: { url: `https://127.0.0.1:${hangup.port}` } });
    await hangup.close();
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'proxy-unreachable' });
  });
});

describe('when the tunnel is there and TLS in it is not, nothing is sent', () => {
  const secure = (): Partial<SectigoClientSettings> => ({
    baseUrl: baseUrlOf(server, 'https'),
    caPem: identity.certificatePem,
  });

  it('as the tunnel is closed at once', async () => {
    proxy.script(says(OPENED));
    expect(await order(secure())).toMatchObject({ kind: 'not-sent', reason: 'tls' });
  });

  it('as something else than TLS comes', async () => {
    proxy.script((socket) => {
      socket.write(OPENED);
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    });
    expect(await order(secure())).toMatchObject({ kind: 'not-sent', reason: 'tls' });
  });

  it('as nothing comes within the time to connect, which is one for all steps', async () => {
    proxy.script(answers(OPENED));
    const connectTimeoutMs = 300;
    const startedMs = performance.now();
    expect(await order({ ...secure(), connectTimeoutMs })).toEqual(
      notSent('connect-timeout', 'No connection within the time allowed.'),
    );
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(connectTimeoutMs - 5);
  });
});
