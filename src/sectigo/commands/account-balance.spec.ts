import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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
import { type BalanceOutcome } from './account-balance.js';
import { type SectigoClientSettings } from '../sectigo-client.js';

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function ask(script: Script, settings: Partial<SectigoClientSettings> = {}): Promise<BalanceOutcome> {
  server = await startReplyServer(script);
  return outcomeAt({ baseUrl: baseUrlOf(server), ...settings }, (client) => client.accountBalance());
}

const LINES = '0\n12345\nUSD\n1234.50\n5000.00\n';
const PAIRS = 'errorCode=0&accountID=12345&currency=usd&availableCredit=1234.5&hardCreditLimit=5000';
const BALANCE = { kind: 'balance', currency: 'USD', available: '1234.50', creditLimit: '5000.00' };

it('asks with one plain POST, in the format that is documented', async () => {
  await ask(answering(LINES));
  const [request] = server?.requests ?? [];
  expect(request?.requestLine).toBe('POST /products/!getAccountBalance HTTP/1.1');
  expect(request?.body).toBe('loginName=reseller&loginPassword=Tr0ub4dor+%263&responseFormat=0');
});

describe('a balance', () => {
  it.each([
    ['in lines', LINES, BALANCE],
    ['in lines of Windows', LINES.replaceAll('\n', '\r\n'), BALANCE],
    ['without an id of the account', '0\n\nUSD\n1234.50\n5000.00', BALANCE],
    ['without a limit', '0\n12345\nUSD\n1234.50\n', { ...BALANCE, creditLimit: null }],
    ['with a limit in words', '0\n12345\nUSD\n1234.50\nnone\n', { ...BALANCE, creditLimit: null }],
    [
      'below zero',
      '0\n12345\nEUR\n-12\n0\n',
      { ...BALANCE, currency: 'EUR', available: '-12.00', creditLimit: '0.00' },
    ],
    ['in pairs', PAIRS, BALANCE],
    ['in pairs of other names', 'errorCode=0&currencyType=USD&balance=1234.50&creditLimit=5000.00', BALANCE],
  ])('is read %s', async (_what, body, balance) => {
    expect(await ask(answering(body))).toEqual(balance);
  });

  it.each([
    ['has no amount', '0\n12345\nUSD'],
    ['has half an amount', '0\n12345\nUSD\n12.'],
    ['groups the thousands, which could be decimals', '0\n12345\nUSD\n1,234\n'],
    ['has no currency', '0\n12345\n\n1234.50\n5000.00'],
    ['has the amount where the currency is', '0\nUSD\n1234.50\n5000.00\n'],
    ['is of an unknown code', '1\n12345\nUSD\n1234.50\n'],
    ['is HTML', '<html></html>'],
    ['is nothing', ''],
    ['has no names that anybody knows', 'errorCode=0&a=USD&b=12'],
  ])('is none when it %s', async (_what, body) => {
    expect(await ask(answering(body))).toMatchObject({ kind: 'failed', reason: 'unreadable' });
  });

  it('does not believe an amount that may be cut short', async () => {
    expect(await ask(answeringWithoutLength('0\n12345\nUSD\n1234'))).toMatchObject({ kind: 'failed' });
    await server?.close();
    expect(await ask(answeringWithoutLength('0\n12345\nUSD\n1234.50\n50'))).toEqual({
      ...BALANCE,
      creditLimit: null,
    });
  });

  it('is what the reply states, or none', () => {
    const cents = fc.bigInt({ min: -99_999_999n, max: 99_999_999n });
    const spelled = cents.map((value) => {
      const digits = String(value < 0n ? -value : value).padStart(3, '0');
      return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    });
    return fc.assert(
      fc.asyncProperty(spelled, fc.constantFrom('\n', '\r\n'), async (amount, end) => {
        const outcome = await ask(answering(['0', '7', 'GBP', amount, '1'].join(end)));
        await server?.close();
        expect(outcome).toEqual({ kind: 'balance', currency: 'GBP', available: amount, creditLimit: '1.00' });
      }),
      { numRuns: 25 },
    );
  });
});

describe('there is no balance', () => {
  it('when Sectigo refuses', async () => {
    expect(await ask(answering(`-16\nWrong: ${PASSWORD}`))).toMatchObject({
      kind: 'refused',
      errorCode: -16,
      message: 'Wrong: ********',
      entry: { problem: 'sectigo-access-denied' },
    });
    await server?.close();
    expect(await ask(answering('-12\nWhat?'))).toMatchObject({
      kind: 'refused',
      entry: { problem: 'sectigo-error-unrecognised' },
    });
  });

  it('when Sectigo is busy', async () => {
    expect(await ask(answering('-42\nCall limit reached', 200, { 'Retry-After': '9' }))).toEqual({
      kind: 'throttled',
      retryAfterMs: 9_000,
      errorCode: -42,
      message: 'Call limit reached',
    });
    await server?.close();
    expect(await ask(answering('', 429))).toMatchObject({ kind: 'throttled', retryAfterMs: null });
  });

  it.each([
    ['resets the connection', (socket) => socket.resetAndDestroy(), 'reset'],
    ['sends HTTP 500 with a balance', answering(LINES, 500), 'http-status'],
    ['sends an error that says nothing', answering('-14\nUnknown'), 'error-code'],
  ] as [string, Script, string][])('when the peer %s', async (_what, script, reason) => {
    expect(await ask(script)).toMatchObject({ kind: 'failed', reason });
  });

  it('when nobody listens', async () => {
    expect(await ask(() => undefined, { baseUrl: 'http://127.0.0.1:1/' })).toMatchObject({
      kind: 'failed',
      reason: 'connect-refused',
    });
  });
});
