import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../test/fixtures/replies/reply-server.js';
import { loadErrorCatalogue } from './tables/error-codes-file.js';
import { type OrderValues } from './commands/order-form.js';
import { type OrderOutcome } from './commands/place-order.js';
import { resolveParameterNames } from './tables/parameter-names.js';
import { SectigoClient, type SectigoClientSettings } from './sectigo-client.js';

const PASSWORD = 'Tr0ub4dor &3';
const VALUES: OrderValues = { product: '706', days: '365', organizationName: 'Müller & Söhne' };
const FORM_WITHOUT_PASSWORD =
  'loginName=reseller&product=706&days=365&organizationName=M%C3%BCller+%26+S%C3%B6hne' +
  '&showCertificateState=Y&showCertificateID=Y&responseFormat=1';
const REQUEST_DIGEST = createHash('sha256').update(FORM_WITHOUT_PASSWORD).digest('hex');

let server: ReplyServer;

afterEach(() => server.close());

async function clientFor(
  script: Script,
  settings: Partial<SectigoClientSettings> = {},
): Promise<SectigoClient> {
  server = await startReplyServer(script);
  return new SectigoClient({
    baseUrl: `http://127.0.0.1:${server.port}/products/`,
    credentials: () => ({ loginName: 'reseller', proof: { kind: 'password', loginPassword: PASSWORD } }),
    connectTimeoutMs: 5_000,
    timeoutMs: 10_000,
    ...settings,
  });
}

/** What an order becomes when Sectigo answers so; the password may be nowhere in it. */
async function outcomeOf(
  reply: Uint8Array,
  settings: Partial<SectigoClientSettings> = {},
): Promise<OrderOutcome> {
  const client = await clientFor((socket) => socket.end(reply), settings);
  const outcome = await client.placeOrder(VALUES);
  const shown = JSON.stringify(outcome) + inspect(outcome, { depth: null, showHidden: true });
  for (const secret of [PASSWORD, 'Tr0ub4dor+%263', Buffer.from(PASSWORD).toString('base64')]) {
    expect(shown).not.toContain(secret);
  }
  return outcome;
}

function answered(body: string, headers: Record<string, string> = {}): Promise<OrderOutcome> {
  return outcomeOf(httpReply(200, body, headers));
}

describe('the request', () => {
  it('is one plain POST of the form to the command', async () => {
    const client = await clientFor((socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7')));
    await client.placeOrder(VALUES);
    const [request] = server.requests;
    expect(request?.requestLine).toBe('POST /products/!AutoApplyOrder HTTP/1.1');
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: '*/*',
      'accept-encoding': 'identity',
      connection: 'close',
      'content-length': String(request?.body.length),
      'content-type': 'application/x-www-form-urlencoded',
      host: `127.0.0.1:${server.port}`,
      'user-agent': 'sectigo-gateway',
    });
    expect(request?.body).toBe(
      FORM_WITHOUT_PASSWORD.replace('&product', '&loginPassword=Tr0ub4dor+%263&product'),
    );
    expect(server.requests).toHaveLength(1);
  });

  it('has a connection of its own each time', async () => {
    const client = await clientFor((socket) =>
      socket.write(httpReply(200, 'errorCode=0&orderNumber=7', { Connection: 'keep-alive' })),
    );
    await client.placeOrder(VALUES);
    await client.placeOrder(VALUES);
    expect([server.connections(), server.requests.length]).toEqual([2, 2]);
  });

  it('asks for the credentials anew each time', async () => {
    const passwords = ['first', 'second'];
    const client = await clientFor((socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7')), {
      credentials: () =>
        Promise.resolve({
          loginName: 'reseller',
          proof: { kind: 'password', loginPassword: passwords.shift() ?? '' },
        }),
    });
    await client.placeOrder({});
    await client.placeOrder({});
    expect(server.requests.map(({ body }) => new URLSearchParams(body).get('loginPassword'))).toEqual([
      'first',
      'second',
    ]);
  });
});

describe('an order is placed', () => {
  const exchange = { httpStatus: 200, requestDigest: REQUEST_DIGEST };

  it('and paid, by code 0', async () => {
    const body =
      'errorCode=0&orderNumber=3040824&totalCost=210.00&certificateID=42&certificateState=Awaiting%0Ait';
    const outcome = await answered(body);
    expect(outcome).toEqual({
      kind: 'placed',
      orderNumber: '3040824',
      paymentOutstanding: false,
      cost: '210.00',
      certificateId: '42',
      certificateState: 'Awaiting it',
      exchange: {
        ...exchange,
        replyDigest: createHash('sha256').update(body).digest('hex'),
        rawReply: null,
        rawReplyFramed: null,
        durationMs: expect.any(Number),
      },
    });
    expect(Number.isInteger(outcome.exchange.durationMs)).toBe(true);
  });

  it('and unpaid, by code 1, in lines', async () => {
    expect(await answered('1\n3040824\n210.00\n1\n')).toMatchObject({
      kind: 'placed',
      paymentOutstanding: true,
    });
  });

  it('by a reply in chunks', async () => {
    const chunks = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n0\n7\r\n3\r\n042\r\n0\r\n\r\n';
    expect(await outcomeOf(Buffer.from(chunks))).toMatchObject({
      kind: 'placed',
      orderNumber: '7042',
      exchange,
    });
  });

  it('by a reply of unstated length only where its end shows', async () => {
    const head = 'HTTP/1.1 200 OK\r\n\r\n';
    expect(await outcomeOf(Buffer.from(`${head}0\n3040824\n`))).toMatchObject({ kind: 'placed' });
    await server.close();
    expect(await outcomeOf(Buffer.from(`${head}0\n3040`))).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
  });
});

describe('an order is refused', () => {
  it('with the entry of the catalogue and the field at fault', async () => {
    const text = "The value of the 'countryName' argument is invalid!\r\n\u0000";
    expect(await answered(`errorCode=-4&errorMessage=${encodeURIComponent(text)}`)).toMatchObject({
      kind: 'refused',
      errorCode: -4,
      message: "The value of the 'countryName' argument is invalid!",
      entry: { row: 4, problem: 'sectigo-argument-invalid', disposition: 'reject' },
      argument: 'countryName',
      argumentField: 'organization.address.country',
      exchange: { httpStatus: 200, requestDigest: REQUEST_DIGEST, replyDigest: expect.any(String) },
    });
  });

  it.each([
    ['-15\nNot enough credit!', 'hold-queue'],
    ['-1\nRequest was not made over https!', 'fail'],
    ['-99\nNobody knows', 'hold-order'],
  ])('%j: %s', async (body, disposition) => {
    expect(await answered(body)).toMatchObject({ kind: 'refused', entry: { disposition }, argument: null });
  });

  it('by the catalogue and the names that it was given', async () => {
    const catalogue = loadErrorCatalogue([{ code: -99, problem: 'sectigo-argument-invalid' }]);
    const names = resolveParameterNames({ language: 'lang' });
    if (catalogue.kind === 'faults' || names.kind === 'faults') throw new Error('The settings have faults');
    const settings = { errorCatalogue: catalogue.catalogue, parameterNames: names.names };
    expect(await outcomeOf(httpReply(200, 'errorCode=-99&errorItem=lang'), settings)).toMatchObject({
      kind: 'refused',
      entry: { problem: 'sectigo-argument-invalid' },
      argumentField: 'notifications.language',
    });
  });

  it('without a word of our password, though Sectigo says it', async () => {
    const credentials = () => ({
      loginName: 'reseller',
      proof: { kind: 'password' as const, loginPassword: 'hunter2' },
    });
    const body = "errorCode=-4&errorItem=hunter2&errorMessage='hunter2' is wrong, hunter2!";
    const outcome = await outcomeOf(httpReply(200, body), { credentials });
    expect(outcome).toMatchObject({ message: "'********' is wrong, ********!", argument: '********' });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });
});

describe('the preview', () => {
  it('shows the form and masks the password', async () => {
    const client = await clientFor((socket) => socket.end());
    expect(await client.previewForm({ product: '706' })).toEqual({
      kind: 'form',
      entries: [
        ['loginName', 'reseller'],
        ['loginPassword', '********'],
        ['product', '706'],
        ['showCertificateState', 'Y'],
        ['showCertificateID', 'Y'],
        ['responseFormat', '1'],
      ],
    });
    expect(server.connections()).toBe(0);
  });

  it('needs no credentials, and shows faults', async () => {
    const client = await clientFor((socket) => socket.end(), {
      credentials: () => Promise.reject(new Error('no')),
    });
    expect(await client.previewForm({ csr: 'x' })).toMatchObject({
      entries: [['loginName', '********'], ['loginPassword', '********'], ['csr', 'x'], [], [], []].map(
        (entry) => (entry.length === 0 ? expect.any(Array) : entry),
      ),
    });
    expect(await client.previewForm({ csr: '\ud800' })).toEqual({
      kind: 'faults',
      faults: ['csr is not well-formed Unicode'],
    });
  });
});

it('says which parameters are enabled', async () => {
  const client = await clientFor((socket) => socket.end());
  expect([client.isEnabled('csr'), client.isEnabled('callbackTemplateID')]).toEqual([true, false]);
});
