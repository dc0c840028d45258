import { afterEach, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../../../test/factories/tls-identity.js';
import { baseUrlOf } from '../../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../../test/fixtures/replies/reply-server.js';
import { PASSWORD } from '../../../test/fixtures/replies/client-at.js';
import { REPORT_QUERY, reportAt, rowsOf } from '../../../test/fixtures/replies/report-at.js';
import { StoppedClock } from '../../../test/support/stopped-clock.js';
import { type AskOptions } from './outcome.js';
import { type ReportOutcome, type ReportQuery } from './report-orders.js';
import { type SectigoClientSettings } from '../sectigo-client.js';

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function ask(
  script: Script,
  query: Partial<ReportQuery> = {},
  settings: Partial<SectigoClientSettings> = {},
  options: AskOptions = {},
): Promise<ReportOutcome> {
  server = await startReplyServer(script);
  return reportAt({ baseUrl: baseUrlOf(server), clock: new StoppedClock(), ...settings }, query, options);
}

const answering =
  (body: string, status = 200, headers: Record<string, string> = {}): Script =>
  (socket) =>
    socket.end(httpReply(status, body, headers));

describe('the request', () => {
  it('is one plain POST of the form to the command', async () => {
    await ask(answering('errorCode=0&noOfResults=0'), { organizationName: 'Müller & Söhne' });
    const [request] = server?.requests ?? [];
    expect(request?.requestLine).toBe('POST /products/!WebHostReport HTTP/1.1');
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(request?.body).toBe(
      'loginName=reseller&loginPassword=Tr0ub4dor+%263&notBefore=1795384740&notAfter=1795384801' +
        '&firstResultNo=1&lastResultNo=100&organizationName=M%C3%BCller+%26+S%C3%B6hne' +
        '&showCertificateID=Y&showCost=Y',
    );
  });

  it('can ask by our own number, and has no password where a certificate stands for it', async () => {
    const identity = await selfSigned('Gateway', '127.0.0.3');
    const credentials = () => ({
      loginName: 'reseller',
      proof: { kind: 'client-certificate' as const, ...identity },
    });
    await ask(answering('errorCode=0&noOfResults=0'), { foreignOrderNumber: 'ord_1' }, { credentials });
    const form = new URLSearchParams(server?.requests[0]?.body);
    expect([form.get('loginPassword'), form.get('foreignOrderNumber')]).toEqual([null, 'ord_1']);
  });
});

describe('a report fails', () => {
  it.each([
    ['resets the connection', (socket) => socket.resetAndDestroy(), 'reset'],
    ['closes within the body', answering('errorCode=0&noOf', 200, { 'Content-Length': '99' }), 'truncated'],
    ['sends HTML', answering('<html></html>'), 'unreadable'],
    ['sends HTTP 500 with a report', answering('errorCode=0&noOfResults=0', 500), 'http-status'],
    ['redirects', answering('', 302, { Location: '/elsewhere' }), 'http-status'],
    ['compresses', answering('errorCode=0&noOfResults=0', 200, { 'Content-Encoding': 'gzip' }), 'unreadable'],
    ['sends fewer rows than it counts', answering(`errorCode=0&noOfResults=2${rowsOf([7])}`), 'unreadable'],
    [
      'does not say how long',
      (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nerrorCode=0&noOfResults=0'),
      'unreadable',
    ],
    ['sends an error that says nothing', answering('errorCode=-14&errorMessage=Unknown'), 'error-code'],
    [
      'sends more than a page can be',
      answering(`errorCode=0&noOfResults=0&x=${'x'.repeat(1024 * 1024)}`),
      'reply-too-large',
    ],
  ] as [string, Script, string][])('when the peer %s', async (_what, script, reason) => {
    expect(await ask(script)).toMatchObject({ kind: 'failed', reason, detail: expect.any(String) });
  });

  it('says what is wrong with a report that cannot be read', async () => {
    const outcome = await ask(answering('errorCode=0&noOfResults=1'));
    expect(outcome).toMatchObject({ detail: 'The report cannot be read (rows-missing).' });
  });

  it('when nothing comes in time, or the gateway gives up', async () => {
    expect(await ask(() => undefined, {}, { timeoutMs: 150 })).toMatchObject({ reason: 'timeout' });
    await server?.close();
    const controller = new AbortController();
    const { signal } = controller;
    expect(await ask(() => controller.abort(), {}, {}, { signal })).toMatchObject({ reason: 'aborted' });
  });

  it('when nobody listens', async () => {
    expect(await ask(() => undefined, {}, { baseUrl: 'http://127.0.0.1:1/' })).toEqual({
      kind: 'failed',
      reason: 'connect-refused',
      detail: 'The connection was refused (ECONNREFUSED).',
    });
  });

  it('when the credentials cannot be read', async () => {
    const credentials = (): never => {
      throw new Error(PASSWORD);
    };
    expect(await ask(() => undefined, {}, { credentials })).toMatchObject({
      reason: 'credentials-unavailable',
    });
  });

  it.each([
    [{ from: REPORT_QUERY.to, to: REPORT_QUERY.from }, 'the window ends before it begins.'],
    [{ from: new Date(Number.NaN) }, 'the window ends before it begins.'],
    [{ organizationName: '\ud800' }, 'organizationName is not well-formed Unicode.'],
  ] as [Partial<ReportQuery>, string][])('when it cannot be asked for: %j', async (query, detail) => {
    expect(await ask(() => undefined, query)).toEqual({ kind: 'failed', reason: 'form-invalid', detail });
    expect(server?.connections()).toBe(0);
  });

  it('not when it is as large as a page can be', async () => {
    const body = `errorCode=0&noOfResults=0&x=${'x'.repeat(1024 * 1024 - 28)}`;
    expect(body).toHaveLength(1024 * 1024);
    expect(await ask(answering(body))).toEqual({ kind: 'reported', rows: [] });
  });
});

describe('a report is refused', () => {
  it('with the entry of the catalogue', async () => {
    const text = encodeURIComponent('Incorrect login details, account is locked.\n');
    expect(await ask(answering(`errorCode=-16&errorMessage=${text}`))).toMatchObject({
      kind: 'refused',
      errorCode: -16,
      message: 'Incorrect login details, account is locked.',
      entry: { problem: 'sectigo-access-denied', disposition: 'hold-queue' },
      argument: null,
    });
  });

  it('by a fault of ours when it is about an argument, though an order has one of that name', async () => {
    const outcome = await ask(
      answering(`errorCode=-4&errorItem=organizationName&errorMessage=${encodeURIComponent(PASSWORD)}!`),
    );
    expect(outcome).toMatchObject({
      kind: 'refused',
      message: '********!',
      entry: { problem: 'gateway-defect', disposition: 'fail' },
      argument: 'organizationName',
    });
  });
});

describe('Sectigo is busy', () => {
  it('by HTTP 429', async () => {
    expect(await ask(answering('', 429, { 'Retry-After': 'Sun, 22 Nov 2026 22:01:30 GMT' }))).toEqual({
      kind: 'throttled',
      retryAfterMs: 90_000,
      errorCode: null,
      message: null,
    });
  });

  it('by error -42', async () => {
    expect(await ask(answering('-42\nCall limit reached', 200, { 'Retry-After': '7' }))).toEqual({
      kind: 'throttled',
      retryAfterMs: 7_000,
      errorCode: -42,
      message: 'Call limit reached',
    });
  });
});
