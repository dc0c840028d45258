import { afterEach, describe, expect, it } from '@jest/globals';
import {
  answering,
  answeringWithoutLength,
  outcomeAt,
  PASSWORD,
} from '../../../test/fixtures/replies/client-at.js';
import { baseUrlOf } from '../../../test/fixtures/replies/order-at.js';
import {
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../../test/fixtures/replies/reply-server.js';
import { type AskOptions } from './outcome.js';
import { type RevocationOutcome, type RevocationRequest } from './revoke-certificate.js';
import { type SectigoClientSettings } from '../sectigo-client.js';

const REQUEST: RevocationRequest = {
  orderNumber: '3040824',
  reasonCode: 1,
  reason: 'Schlüssel verloren & gefunden',
  test: false,
};

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function revoke(
  script: Script,
  request: Partial<RevocationRequest> = {},
  settings: Partial<SectigoClientSettings> = {},
  options: AskOptions = {},
): Promise<RevocationOutcome> {
  server = await startReplyServer(script);
  return outcomeAt({ baseUrl: baseUrlOf(server), ...settings }, (client) =>
    client.revokeCertificate({ ...REQUEST, ...request }, options),
  );
}

const refusing = (code: number, message = 'No!'): Script =>
  answering(`errorCode=${code}&errorMessage=${encodeURIComponent(message)}`);

describe('the request', () => {
  it('is one plain POST of the form to the command', async () => {
    await revoke(answering('errorCode=0'));
    const [request] = server?.requests ?? [];
    expect(request?.requestLine).toBe('POST /products/!autoRevokeCertificate HTTP/1.1');
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(request?.body).toBe(
      'loginName=reseller&loginPassword=Tr0ub4dor+%263&orderNumber=3040824&codeReason=1' +
        '&revocationReason=Schl%C3%BCssel+verloren+%26+gefunden&responseFormat=1',
    );
    expect(server?.connections()).toBe(1);
  });

  it('says that it is a test only when it is one, and reason 0 like any other', async () => {
    await revoke(answering('errorCode=0'), { test: true, reasonCode: 0 });
    const form = new URLSearchParams(server?.requests[0]?.body);
    expect([form.get('test'), form.get('codeReason')]).toEqual(['Y', '0']);
  });

  it('has no password where a certificate stands for it', async () => {
    const proof = { kind: 'client-certificate' as const, certificatePem: 'cert', keyPem: 'key' };
    await revoke(answering('errorCode=0'), {}, { credentials: () => ({ loginName: 'reseller', proof }) });
    expect(new URLSearchParams(server?.requests[0]?.body).get('loginPassword')).toBeNull();
  });

  it.each([
    [{ orderNumber: '12a' }, 'orderNumber is not an order number.'],
    [{ orderNumber: '' }, 'orderNumber is not an order number.'],
    [{ reason: 'x'.repeat(1_025) }, 'revocationReason is longer than is sent.'],
    [{ reason: '\ud800' }, 'revocationReason is not well-formed Unicode.'],
  ] as [Partial<RevocationRequest>, string][])('is not made of %j', async (request, detail) => {
    const outcome = await revoke(answering('errorCode=0'), request);
    expect(outcome).toEqual({ kind: 'not-sent', reason: 'form-invalid', detail });
    expect(server?.connections()).toBe(0);
  });

  it('takes a reason as long as Sectigo does, counted in characters', async () => {
    expect(await revoke(answering('errorCode=0'), { reason: '😀'.repeat(1_024) })).toEqual({
      kind: 'revoked',
    });
  });
});

describe('a certificate is revoked', () => {
  it.each([
    'errorCode=0',
    'errorCode=0&',
    'ERRORCODE=0&errorMessage=Success',
    '0',
    '0\n',
    '0\r\nSuccess\r\n',
    '\ufeff0\n',
  ])('when Sectigo says %j', async (body) => {
    expect(await revoke(answering(body))).toEqual({ kind: 'revoked' });
  });

  it('when a reply whose end nobody vouches for has its line end', async () => {
    expect(await revoke(answeringWithoutLength('0\n'))).toEqual({ kind: 'revoked' });
    await server?.close();
    expect(await revoke(answeringWithoutLength('errorCode=0&x=1'))).toEqual({ kind: 'revoked' });
  });
});

describe('Sectigo says what has become of it', () => {
  it.each([
    [-20, 'already-rejected'],
    [-21, 'already-revoked'],
    [-23, 'busy'],
    [-26, 'busy'],
    [-35, 'expired'],
  ])('%d means %s in both formats', async (errorCode, kind) => {
    expect(await revoke(refusing(errorCode))).toEqual({ kind, errorCode, message: 'No!' });
    await server?.close();
    expect(await revoke(answering(`${errorCode}\nNo!\n`))).toEqual({ kind, errorCode, message: 'No!' });
  });

  it.each([
    [-16, 'sectigo-access-denied', 'hold-queue'],
    [-91, 'sectigo-permission-denied', 'hold-queue'],
    [-2, 'gateway-defect', 'fail'],
    [-4, 'gateway-defect', 'fail'],
    [-43, 'sectigo-error-unrecognised', 'hold-order'],
    // a CSR's fault, which a revocation cannot have
    [-12, 'sectigo-error-unrecognised', 'hold-order'],
    [-18, 'sectigo-error-unrecognised', 'hold-order'],
  ])('%d is refused as %s', async (errorCode, problem, disposition) => {
    const outcome = await revoke(refusing(errorCode));
    expect(outcome).toMatchObject({
      kind: 'refused',
      errorCode,
      message: 'No!',
      entry: { problem, disposition },
    });
  });

  it('and the password in its words is masked', async () => {
    expect(await revoke(refusing(-21, `${PASSWORD}\n!`))).toMatchObject({ message: '******** !' });
    await server?.close();
    expect(await revoke(refusing(-4, `'${PASSWORD}'`))).toMatchObject({ message: "'********'" });
  });

  it('or that it is busy', async () => {
    expect(await revoke(answering('', 429, { 'Retry-After': '7' }))).toEqual({
      kind: 'throttled',
      retryAfterMs: 7_000,
      errorCode: null,
      message: null,
    });
    await server?.close();
    expect(await revoke(refusing(-42))).toMatchObject({ kind: 'throttled', errorCode: -42 });
  });
});

describe('nobody knows whether it happened', () => {
  it.each([
    ['resets the connection', (socket) => socket.resetAndDestroy(), 'reset'],
    ['closes within the body', answering('errorC', 200, { 'Content-Length': '99' }), 'truncated'],
    ['sends HTML', answering('<html></html>'), 'unreadable'],
    ['sends nothing', answering(''), 'unreadable'],
    ['sends HTTP 500', answering('errorCode=0', 500), 'http-status'],
    ['redirects', answering('', 302, { Location: '/elsewhere' }), 'http-status'],
    ['compresses', answering('errorCode=0', 200, { 'Content-Encoding': 'gzip' }), 'unreadable'],
    ['sends another code', answering('errorCode=1'), 'unreadable'],
    ['sends two codes', answering('errorCode=0&errorCode=-21'), 'unreadable'],
    ['may have been cut', answeringWithoutLength('errorCode=0'), 'unreadable'],
    ['may have been cut within a code', answeringWithoutLength('-2'), 'unreadable'],
    ['has an unknown error', refusing(-14), 'error-code'],
    ['has a general error', refusing(-160), 'error-code'],
    ['sends more than a reply is', answering(`errorCode=0&x=${'x'.repeat(64 * 1024)}`), 'reply-too-large'],
  ] as [string, Script, string][])('when the peer %s', async (_what, script, reason) => {
    expect(await revoke(script)).toMatchObject({ kind: 'unknown', reason, detail: expect.any(String) });
  });

  it('when nothing comes in time, or the gateway gives up', async () => {
    expect(await revoke(() => undefined, {}, { timeoutMs: 150 })).toMatchObject({
      kind: 'unknown',
      reason: 'timeout',
    });
    await server?.close();
    const controller = new AbortController();
    const { signal } = controller;
    expect(await revoke(() => controller.abort(), {}, {}, { signal })).toMatchObject({
      kind: 'unknown',
      reason: 'aborted',
    });
  });
});

describe('nothing was sent', () => {
  it('when nobody listens, or the credentials cannot be read', async () => {
    expect(await revoke(() => undefined, {}, { baseUrl: 'http://127.0.0.1:1/' })).toEqual({
      kind: 'not-sent',
      reason: 'connect-refused',
      detail: 'The connection was refused (ECONNREFUSED).',
    });
    await server?.close();
    const credentials = (): never => {
      throw new Error(PASSWORD);
    };
    expect(await revoke(() => undefined, {}, { credentials })).toMatchObject({
      kind: 'not-sent',
      reason: 'credentials-unavailable',
    });
  });
});
