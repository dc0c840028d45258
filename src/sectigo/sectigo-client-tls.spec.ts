import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned, type TlsIdentity } from '../../test/factories/tls-identity.js';
import { baseUrlOf, orderAt } from '../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../test/fixtures/replies/reply-server.js';

const place: Script = (socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7'));

let sectigo: TlsIdentity;
let elsewhere: TlsIdentity;
let gateway: TlsIdentity;
let server: ReplyServer;

beforeAll(async () => {
  sectigo = await selfSigned('Sectigo', '127.0.0.1');
  elsewhere = await selfSigned('Elsewhere', '127.0.0.2');
  gateway = await selfSigned('Gateway', '127.0.0.3');
});

afterEach(() => server.close());

function startTls(identity: TlsIdentity, clients?: TlsIdentity): Promise<ReplyServer> {
  return startReplyServer(place, {
    cert: identity.certificatePem,
    key: identity.keyPem,
    ...(clients === undefined
      ? {}
      : { requestCert: true, rejectUnauthorized: true, ca: clients.certificatePem }),
  });
}

describe('over TLS', () => {
  it('an order is placed with a peer that the given CA vouches for', async () => {
    server = await startTls(sectigo);
    const outcome = await orderAt({ baseUrl: baseUrlOf(server, 'https'), caPem: sectigo.certificatePem });
    expect(outcome).toMatchObject({ kind: 'placed', orderNumber: '7' });
    expect(server.requests[0]?.body).toContain('loginPassword=');
  });

  it.each([
    ['nobody vouches for', () => ({ peer: sectigo, caPem: null }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'another CA vouches for',
      () => ({ peer: sectigo, caPem: elsewhere.certificatePem }),
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    [
      'has another address in its certificate',
      () => ({ peer: elsewhere, caPem: elsewhere.certificatePem }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
  ])('nothing is sent to a peer that %s', async (_what, setting, errorName) => {
    const { peer, caPem } = setting();
    server = await startTls(peer);
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await orderAt({ baseUrl: baseUrlOf(server, 'https'), caPem })).toMatchObject({
        kind: 'not-sent',
        reason: 'tls',
        detail: `The TLS handshake failed (${errorName}).`,
      });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    expect(server.requests).toEqual([]);
  });

  it('nothing is sent to a peer that does not speak TLS', async () => {
    server = await startReplyServer(place);
    expect(await orderAt({ baseUrl: baseUrlOf(server, 'https'), connectTimeoutMs: 500 })).toMatchObject({
      kind: 'not-sent',
    });
    expect(server.requests).toEqual([]);
  });

  it('nothing is sent when the CA cannot be read', async () => {
    server = await startTls(sectigo);
    const caPem = '-----BEGIN CERTIFICATE-----\nTr0ub4dor\n-----END CERTIFICATE-----\n';
    expect(await orderAt({ baseUrl: baseUrlOf(server, 'https'), caPem })).toMatchObject({
      kind: 'not-sent',
      reason: 'tls',
    });
  });
});

describe('with a client certificate', () => {
  const credentialsOf = (identity: TlsIdentity, keyPem: string) => () => ({
    loginName: 'reseller',
    proof: { kind: 'client-certificate' as const, certificatePem: identity.certificatePem, keyPem },
  });

  it('the login name is the only credential in the form', async () => {
    server = await startTls(sectigo, gateway);
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem: sectigo.certificatePem,
      credentials: credentialsOf(gateway, gateway.keyPem),
    });
    expect(outcome).toMatchObject({ kind: 'placed' });
    const form = new URLSearchParams(server.requests[0]?.body);
    expect([form.get('loginName'), form.has('loginPassword')]).toEqual(['reseller', false]);
  });

  it('a certificate that the peer refuses never ends in an order', async () => {
    server = await startTls(sectigo, gateway);
    const outcome = await orderAt({
      baseUrl: baseUrlOf(server, 'https'),
      caPem: sectigo.certificatePem,
      credentials: credentialsOf(elsewhere, elsewhere.keyPem),
    });
    // In TLS 1.3 the refusal comes after the handshake, when the form may be under way.
    expect(['not-sent', 'unknown']).toContain(outcome.kind);
    expect(server.requests).toEqual([]);
  });

  it('nothing is sent when the key cannot be read or belongs to another certificate', async () => {
    server = await startTls(sectigo, gateway);
    const settings = { baseUrl: baseUrlOf(server, 'https'), caPem: sectigo.certificatePem };
    for (const keyPem of ['Tr0ub4dor PRIVATE KEY', elsewhere.keyPem]) {
      const outcome = await orderAt({ ...settings, credentials: credentialsOf(gateway, keyPem) });
      expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'credentials-unavailable' });
    }
    expect(server.connections()).toBe(0);
  });
});
