import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { selfSigned, type TlsIdentity } from '../../test/factories/tls-identity.js';
import { baseUrlOf, orderAt } from '../../test/fixtures/replies/order-at.js';
import { type ProxyServer, startProxy } from '../../test/fixtures/replies/proxy-server.js';
import { httpReply, type ReplyServer, startReplyServer } from '../../test/fixtures/replies/reply-server.js';
import { SectigoClient } from './sectigo-client.js';

const LOGIN = 'gatewäy:pass:w0rd';
const header = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;

let sectigo: TlsIdentity;
let own: TlsIdentity;
let gateway: TlsIdentity;
let server: ReplyServer;
let proxy: ProxyServer;

beforeAll(async () => {
  sectigo = await selfSigned('Sectigo', '127.0.0.1');
  own = await selfSigned('Proxy', '127.0.0.1');
  gateway = await selfSigned('Gateway', '127.0.0.3');
});

const start = (identity?: TlsIdentity, clients?: TlsIdentity): Promise<ReplyServer> =>
  startReplyServer(
    (socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7')),
    identity && {
      cert: identity.certificatePem,
      key: identity.keyPem,
      ...(clients && { requestCert: true, rejectUnauthorized: true, ca: clients.certificatePem }),
    },
  );

const headersOf = (head = ''): Map<string, string> =>
  new Map(
    head
      .split('\r\n')
      .slice(1, -2)
      .map((line): [string, string] => {
        const [name = '', ...value] = line.split(': ');
        return [name.toLowerCase(), value.join(': ')];
      }),
  );

afterEach(async () => {
  await proxy.idle();
  await proxy.close();
  await server.close();
});

describe('through a proxy', () => {
  beforeEach(async () => {
    proxy = await startProxy();
  });

  it('an order is placed by CONNECT alone, even where Sectigo speaks plain http', async () => {
    server = await start();
    const outcome = await orderAt({ baseUrl: baseUrlOf(server), proxy: { url: proxy.url } });
    expect(outcome).toMatchObject({ kind: 'placed', orderNumber: '7' });
    const [head] = proxy.heads;
    expect(head).toMatch(new RegExp(`^CONNECT 127\\.0\\.0\\.1:${server.port} HTTP/1\\.1\\r\\n`));
    expect(Object.fromEntries(headersOf(head))).toEqual({
      host: `127.0.0.1:${server.port}`,
      'user-agent': 'sectigo-gateway',
    });
    expect(server.requests[0]?.requestLine).toBe('POST /products/!AutoApplyOrder HTTP/1.1');
    expect(server.requests[0]?.headers.has('proxy-authorization')).toBe(false);
  });

  it('the proxy cannot read what is said to a Sectigo with https', async () => {
    server = await start(sectigo);
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem: sectigo.certificatePem,
      proxy: { url: proxy.url, login: () => LOGIN },
    });
    expect(outcome).toMatchObject({ kind: 'placed' });
    expect(server.requests[0]?.body).toContain('loginPassword=');
    expect([...(server.requests[0]?.headers.keys() ?? [])]).not.toContain('proxy-authorization');
    expect(proxy.heads.join()).not.toMatch(/loginPassword|AutoApplyOrder/);
    const passed = proxy.passed().toString('latin1');
    expect(passed.length).toBeGreaterThan(100);
    expect(passed).not.toMatch(/loginPassword|AutoApplyOrder|Proxy-Authorization/i);
  });

  it('nothing is sent to a peer in the tunnel that nobody vouches for', async () => {
    server = await start(sectigo);
    const outcome = await orderAt({ baseUrl: baseUrlOf(server, 'https'), proxy: { url: proxy.url } });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'tls',
      detail: 'The TLS handshake failed (DEPTH_ZERO_SELF_SIGNED_CERT).',
    });
    expect(server.requests).toEqual([]);
  });

  it('our client certificate is for Sectigo', async () => {
    server = await start(sectigo, gateway);
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem: sectigo.certificatePem,
      proxy: { url: proxy.url },
      credentials: () => ({
        loginName: 'reseller',
        proof: {
          kind: 'client-certificate',
          certificatePem: gateway.certificatePem,
          keyPem: gateway.keyPem,
        },
      }),
    });
    expect(outcome).toMatchObject({ kind: 'placed' });
  });

  it('every command goes', async () => {
    server = await startReplyServer((socket) => socket.end(httpReply(200, 'errorCode=-16')));
    const client = new SectigoClient({
      baseUrl: baseUrlOf(server),
      credentials: () => ({ loginName: 'reseller', proof: { kind: 'password', loginPassword: 'x' } }),
      connectTimeoutMs: 5_000,
      timeoutMs: 10_000,
      proxy: { url: proxy.url },
    });
    await client.accountBalance();
    await client.orderStatus('7');
    await client.reportOrders({ from: new Date(0), to: new Date(1_000) });
    expect([proxy.heads.length, server.connections()]).toEqual([3, 3]);
  });

  it('the login is asked for at every connection', async () => {
    server = await start();
    const logins = [LOGIN, 'gateway:next'];
    const settings = {
      baseUrl: baseUrlOf(server),
      proxy: { url: proxy.url, login: () => Promise.resolve(logins.shift() ?? '') },
    };
    await orderAt(settings);
    await orderAt(settings);
    expect(proxy.heads.map((head) => headersOf(head).get('proxy-authorization'))).toEqual([
      header(LOGIN),
      header('gateway:next'),
    ]);
  });

  const failing = (code: string) => (): never => {
    throw Object.assign(new Error('Tr0ub4dor'), { code });
  };

  it.each<[string, string, () => string]>([
    ['is gone', 'The login for the proxy cannot be read (ENOENT).', failing('ENOENT')],
    ['is empty', 'The login for the proxy is not user:password.', () => ''],
    ['has no password', 'The login for the proxy is not user:password.', () => 'Tr0ub4dor:'],
    ['has no colon', 'The login for the proxy is not user:password.', () => 'Tr0ub4dor'],
    ['has lines', 'The login for the proxy is not user:password.', () => 'a:Tr0ub4dor\r\nX: y'],
  ])('nothing is tried with a login that %s', async (_what, detail, login) => {
    server = await start();
    const outcome = await orderAt({ baseUrl: baseUrlOf(server), proxy: { url: proxy.url, login } });
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'credentials-unavailable', detail });
    expect(proxy.connections()).toBe(0);
  });

  it('a tunnel is given back when the attempt is taken back', async () => {
    server = await start();
    const outcome = await orderAt(
      { baseUrl: baseUrlOf(server), proxy: { url: proxy.url } },
      { beforeSend: () => Promise.resolve(false) },
    );
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'withdrawn' });
    expect(server.requests).toEqual([]);
  });

  it.each(['socks5://127.0.0.1:1', 'http://u:p@127.0.0.1:1', 'http://127.0.0.1:1/path', 'nowhere'])(
    'no client is made for %s',
    async (url) => {
      server = await start();
      await expect(orderAt({ proxy: { url } })).rejects.toThrow('The URL of the proxy must be');
    },
  );
});

describe('through a proxy with https', () => {
  beforeEach(async () => {
    const { certificatePem: cert, keyPem: key } = own;
    proxy = await startProxy(undefined, { cert, key, requestCert: true, rejectUnauthorized: false });
    server = await start(sectigo, gateway);
  });

  it('there is TLS in TLS, and each has a certificate of its own to trust', async () => {
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem: sectigo.certificatePem,
      proxy: { url: proxy.url, caPem: own.certificatePem, login: () => LOGIN },
      credentials: () => ({
        loginName: 'reseller',
        proof: {
          kind: 'client-certificate',
          certificatePem: gateway.certificatePem,
          keyPem: gateway.keyPem,
        },
      }),
    });
    expect(outcome).toMatchObject({ kind: 'placed' });
    expect(headersOf(proxy.heads[0]).get('proxy-authorization')).toBe(header(LOGIN));
    expect(proxy.passed().toString('latin1')).not.toContain('AutoApplyOrder');
  });

  it.each([
    ['nobody vouches for', () => ({ caPem: sectigo.certificatePem })],
    [
      'only the CA of Sectigo vouches for',
      () => ({ caPem: own.certificatePem, proxyCa: gateway.certificatePem }),
    ],
  ])('nothing is asked of a proxy that %s', async (_what, trust) => {
    const { caPem, proxyCa }: { caPem: string; proxyCa?: string } = trust();
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem,
      proxy: { url: proxy.url, caPem: proxyCa, login: () => LOGIN },
    });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: 'proxy-unreachable',
      detail: 'The TLS handshake with the proxy failed (DEPTH_ZERO_SELF_SIGNED_CERT).',
    });
    expect(proxy.heads).toEqual([]);
  });

  it('whom only the CA of the proxy vouches for is not Sectigo', async () => {
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem: own.certificatePem,
      proxy: { url: proxy.url, caPem: own.certificatePem },
    });
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'tls' });
    expect(server.requests).toEqual([]);
  });
});
