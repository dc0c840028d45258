import { afterEach, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../../../test/factories/tls-identity.js';
import { baseUrlOf } from '../../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../../test/fixtures/replies/reply-server.js';
import { outcomeAt, PASSWORD } from '../../../test/fixtures/replies/client-at.js';
import { StoppedClock } from '../../../test/support/stopped-clock.js';
import { type OrderStatusOutcome } from './order-status.js';
import { type AskOptions } from './outcome.js';
import { type SectigoClientSettings } from '../sectigo-client.js';

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

interface Asking {
  readonly orderNumber?: string;
  readonly settings?: Partial<SectigoClientSettings>;
  readonly options?: AskOptions;
}

async function ask(
  script: Script,
  { orderNumber = '7250060', settings = {}, options = {} }: Asking = {},
): Promise<OrderStatusOutcome> {
  server = await startReplyServer(script);
  return outcomeAt({ baseUrl: baseUrlOf(server), clock: new StoppedClock(), ...settings }, (client) =>
    client.orderStatus(orderNumber, options),
  );
}

const answering =
  (body: string, status = 200, headers: Record<string, string> = {}): Script =>
  (socket) =>
    socket.end(httpReply(status, body, headers));

const ISSUED =
  'errorCode=0&1_orderNumber=7250060&1_1_status=Valid&1_1_notBefore=1769817600&1_1_notAfter=1801439999';

describe('the status of an order', () => {
  it('is asked for by one plain POST of the form to the command', async () => {
    expect(await ask(answering(ISSUED))).toEqual({
      kind: 'status',
      status: 'issued',
      text: 'Valid',
      validity: { notBefore: new Date('2026-01-31T00:00:00Z'), notAfter: new Date('2027-01-31T23:59:59Z') },
      validityUnread: false,
    });
    const [request] = server?.requests ?? [];
    expect(server?.requests).toHaveLength(1);
    expect(request?.requestLine).toBe('POST /products/!GetDetailedOrderStatus HTTP/1.1');
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(request?.body).toBe(
      'loginName=reseller&loginPassword=Tr0ub4dor+%263&orderNumber=7250060' +
        '&queryType=1&showValidityPeriod=Y&responseFormat=1',
    );
  });

  it('is asked for without a password where a certificate stands for it', async () => {
    const identity = await selfSigned('Gateway', '127.0.0.3');
    const credentials = () => ({
      loginName: 'reseller',
      proof: { kind: 'client-certificate' as const, ...identity },
    });
    await ask(answering(ISSUED), { settings: { credentials } });
    expect(new URLSearchParams(server?.requests[0]?.body).has('loginPassword')).toBe(false);
  });

  it('may come in JSON all the same', async () => {
    const body = JSON.stringify({ errorCode: 0, orderNumber: 7250060, orderStatus: 'Pending' });
    expect(await ask(answering(body))).toMatchObject({ kind: 'status', status: 'pending' });
  });

  it.each([
    ['errorCode=-20&errorMessage=Gone+for+good', 'rejected', 'Gone for good'],
    ['-20', 'rejected', 'The certificate request has been rejected!'],
    ['-21\nThe certificate has been revoked!\n', 'revoked', 'The certificate has been revoked!'],
    ['{"errorCode":-21}', 'revoked', 'The certificate has been revoked!'],
    [`errorCode=-21&errorMessage=${encodeURIComponent(PASSWORD)}!`, 'revoked', '********!'],
  ])('may come as an error: %j', async (body, status, text) => {
    expect(await ask(answering(body))).toEqual({
      kind: 'status',
      status,
      text,
      validity: null,
      validityUnread: false,
    });
  });
});

describe('there is no status', () => {
  it.each([
    ['resets the connection', (socket) => socket.resetAndDestroy(), 'reset'],
    ['closes within the body', answering('errorCode=0&1_or', 200, { 'Content-Length': '99' }), 'truncated'],
    ['sends HTML', answering('<html>Valid</html>'), 'unreadable'],
    ['sends HTTP 500 with a status', answering(ISSUED, 500), 'http-status'],
    ['redirects', answering('', 302, { Location: '/elsewhere' }), 'http-status'],
    ['compresses', answering(ISSUED, 200, { 'Content-Encoding': 'gzip' }), 'unreadable'],
    ['does not say how long', (socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${ISSUED}`), 'unreadable'],
    ['sends an error that says nothing', answering('errorCode=-14&errorMessage=Unknown'), 'error-code'],
    ['sends more than any status', answering(`${ISSUED}&x=${'x'.repeat(256 * 1024)}`), 'reply-too-large'],
  ] as [string, Script, string][])('when the peer %s', async (_what, script, reason) => {
    expect(await ask(script)).toMatchObject({ kind: 'failed', reason, detail: expect.any(String) });
  });

  it('when the answer is about another order, and the outcome says so', async () => {
    expect(await ask(answering(ISSUED), { orderNumber: '7250061' })).toEqual({
      kind: 'failed',
      reason: 'unreadable',
      detail: 'The status cannot be read (another-order).',
    });
  });

  it('when nothing comes in time, or the gateway gives up', async () => {
    expect(await ask(() => undefined, { settings: { timeoutMs: 150 } })).toMatchObject({ reason: 'timeout' });
    await server?.close();
    const controller = new AbortController();
    const options = { signal: controller.signal };
    expect(await ask(() => controller.abort(), { options })).toMatchObject({ reason: 'aborted' });
  });

  it('when nobody listens', async () => {
    const settings = { baseUrl: 'http://127.0.0.1:1/' };
    expect(await ask(() => undefined, { settings })).toMatchObject({ reason: 'connect-refused' });
  });

  it.each(['', '0', '07', '7 ', '-7', '7&queryType=2', '１'])(
    'and no question either when %j is asked for',
    async (orderNumber) => {
      expect(await ask(answering(ISSUED), { orderNumber })).toEqual({
        kind: 'failed',
        reason: 'form-invalid',
        detail: 'orderNumber is not an order number.',
      });
      expect(server?.connections()).toBe(0);
    },
  );
});

it('is not asked for with a login that no form can hold', async () => {
  const credentials = () => ({
    loginName: 'reseller\ud800',
    proof: { kind: 'password' as const, loginPassword: PASSWORD },
  });
  expect(await ask(answering(ISSUED), { settings: { credentials } })).toEqual({
    kind: 'failed',
    reason: 'form-invalid',
    detail: 'loginName is not well-formed Unicode.',
  });
  expect(server?.connections()).toBe(0);
});

describe('Sectigo will not say', () => {
  it('and the entry of the catalogue tells why', async () => {
    expect(await ask(answering('errorCode=-16&errorMessage=Permission+denied!'))).toMatchObject({
      kind: 'refused',
      errorCode: -16,
      message: 'Permission denied!',
      entry: { problem: 'sectigo-access-denied', disposition: 'hold-queue' },
    });
  });

  it('and an order number that it does not know is a fault of ours', async () => {
    const message = encodeURIComponent("The value of the 'orderNumber' argument is invalid!");
    expect(await ask(answering(`errorCode=-4&errorItem=orderNumber&errorMessage=${message}`))).toMatchObject({
      kind: 'refused',
      errorCode: -4,
      argument: 'orderNumber',
      entry: { problem: 'gateway-defect' },
    });
  });

  it('because it is busy', async () => {
    const busy = { kind: 'throttled', retryAfterMs: 7_000 };
    expect(await ask(answering('', 429, { 'Retry-After': '7' }))).toMatchObject({ ...busy, errorCode: null });
    await server?.close();
    const limit = answering('{"errorCode":-42}', 200, { 'Retry-After': '7' });
    expect(await ask(limit)).toMatchObject({ ...busy, errorCode: -42 });
  });
});
