import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { baseUrlOf, orderAt } from '../../test/fixtures/replies/order-at.js';
import { type ReplyServer, startReplyServer } from '../../test/fixtures/replies/reply-server.js';
import { type SectigoCredentials } from './wire/credentials.js';
import { SectigoClient } from './sectigo-client.js';

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function unusedPort(): Promise<number> {
  const probe = await startReplyServer(() => undefined);
  await probe.close();
  return probe.port;
}

describe('nothing is sent', () => {
  const nothing = {
    httpStatus: null,
    durationMs: expect.any(Number),
    replyDigest: null,
    rawReply: null,
    rawReplyFramed: null,
  };
  const digest = { ...nothing, requestDigest: expect.stringMatching(/^[0-9a-f]{64}$/) };

  it('when the host has no address', async () => {
    const baseUrl = `https://${'a'.repeat(64)}.invalid/products/`;
    const outcome = await orderAt({ baseUrl });
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'dns', exchange: digest });
    expect(outcome).toMatchObject({
      detail: expect.stringMatching(/^The host name could not be resolved \(E\w+\)\.$/),
    });
  });

  it.each(['127.0.0.1', 'localhost'])('when %s refuses the connection', async (host) => {
    expect(await orderAt({ baseUrl: `http://${host}:${await unusedPort()}/` })).toEqual({
      kind: 'not-sent',
      reason: 'connect-refused',
      detail: 'The connection was refused (ECONNREFUSED).',
      exchange: digest,
    });
  });

  it.each([
    ['connecting takes longer than it may', { connectTimeoutMs: 50 }],
    ['connecting takes longer than everything may', { timeoutMs: 50 }],
  ])('when %s', async (_what, limits) => {
    // A peer that accepts and then says nothing is a black hole to a TLS client.
    server = await startReplyServer(() => undefined);
    expect(await orderAt({ baseUrl: baseUrlOf(server, 'https'), ...limits })).toEqual({
      kind: 'not-sent',
      reason: 'connect-timeout',
      detail: 'No connection within the time allowed.',
      exchange: digest,
    });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['says no', () => Promise.resolve(false)],
    ['fails', () => Promise.reject(new Error('the database is away'))],
  ])('when the caller %s at the last moment', async (_what, beforeSend) => {
    server = await startReplyServer(() => undefined);
    const outcome = await orderAt({ baseUrl: baseUrlOf(server, 'http') }, { beforeSend });
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'withdrawn', exchange: digest });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['never answers', () => new Promise<boolean>(() => undefined)],
    ['says yes when the time is up', () => pause(200).then(() => true)],
  ])('when the caller %s', async (_what, beforeSend) => {
    server = await startReplyServer(() => undefined);
    const outcome = await orderAt({ baseUrl: baseUrlOf(server, 'http'), timeoutMs: 100 }, { beforeSend });
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'withdrawn', exchange: digest });
    expect(server.requests).toEqual([]);
  });

  it('when the peer hangs up in the TLS handshake', async () => {
    const hangup = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => hangup.listen(0, '127.0.0.1', resolve));
    const { port } = hangup.address() as { port: number };
    const outcome = await orderAt({ baseUrl: `https://127.0.0.1:${port}/` });
    hangup.close();
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'tls', exchange: digest });
  });

  it('when the gateway gave up beforehand', async () => {
    server = await startReplyServer(() => undefined);
    const signal = AbortSignal.abort(new Error('Tr0ub4dor&3'));
    const outcome = await orderAt({ baseUrl: baseUrlOf(server) }, { signal });
    expect(outcome).toEqual({
      kind: 'not-sent',
      reason: 'aborted',
      detail: 'The gateway gave up before it was connected.',
      exchange: digest,
    });
    expect(server.connections()).toBe(0);
  });

  it('when the gateway gives up while connecting', async () => {
    const controller = new AbortController();
    const peer = createServer(() => controller.abort());
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
    const { port } = peer.address() as { port: number };
    const outcome = await orderAt({ baseUrl: `https://127.0.0.1:${port}/` }, { signal: controller.signal });
    peer.close();
    expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'aborted' });
  });

  const certificate = (certificatePem: string, keyPem: string): SectigoCredentials => ({
    loginName: 'reseller',
    proof: { kind: 'client-certificate', certificatePem, keyPem },
  });
  const password = (loginPassword: string, loginName = 'reseller'): SectigoCredentials => ({
    loginName,
    proof: { kind: 'password', loginPassword },
  });
  const failing = (error: Error) => (): never => {
    throw error;
  };

  it.each<[string, string, () => SectigoCredentials]>([
    ['cannot be read', 'The credentials cannot be read.', failing(new Error('cannot parse Tr0ub4dor&3'))],
    [
      'are in a file that is gone',
      'The credentials cannot be read (ENOENT).',
      failing(Object.assign(new Error('Tr0ub4dor&3'), { code: 'ENOENT' })),
    ],
    ['have an empty password', 'The password is empty.', () => password('')],
    ['have a blank password', 'The password is empty.', () => password(' \t\u200b\ufeff')],
    ['have no name', 'The login name is empty.', () => password('Tr0ub4dor&3', ' ')],
    ['have an empty certificate', 'The client certificate is empty.', () => certificate('', 'key')],
    ['have an empty key', 'The client certificate is empty.', () => certificate('certificate', '\n')],
    [
      'have a certificate that is none',
      'The client certificate or its key cannot be used.',
      () => certificate('Tr0ub4dor', 'Tr0ub4dor'),
    ],
  ])('when the credentials %s', async (_what, detail, credentials) => {
    server = await startReplyServer(() => undefined);
    expect(await orderAt({ baseUrl: baseUrlOf(server), credentials })).toEqual({
      kind: 'not-sent',
      reason: 'credentials-unavailable',
      detail,
      exchange: { ...nothing, requestDigest: null },
    });
    expect(server.connections()).toBe(0);
  });

  it('when the values make no form', async () => {
    server = await startReplyServer(() => undefined);
    const client = new SectigoClient({
      baseUrl: baseUrlOf(server),
      credentials: () => ({ loginName: 'reseller', proof: { kind: 'password', loginPassword: 'x' } }),
      connectTimeoutMs: 5_000,
      timeoutMs: 10_000,
    });
    expect(await client.placeOrder({ csr: '\ud800', callbackTemplateID: '7' })).toEqual({
      kind: 'not-sent',
      reason: 'form-invalid',
      detail: 'csr is not well-formed Unicode; callbackTemplateID is not enabled.',
      exchange: { ...nothing, requestDigest: null },
    });
    expect(server.connections()).toBe(0);
  });
});
