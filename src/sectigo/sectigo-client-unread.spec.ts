import { afterEach, describe, expect, it } from '@jest/globals';
import { answering, outcomeAt, PASSWORD } from '../../test/fixtures/replies/client-at.js';
import { baseUrlOf } from '../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../test/fixtures/replies/reply-server.js';
import { type UnreadReply } from './commands/unread-reply.js';
import { type SectigoClient } from './sectigo-client.js';

type Call = (client: SectigoClient) => Promise<unknown>;

const NOW = new Date('2026-11-29T12:00:00Z');
const CALLS = {
  '!AutoApplyOrder': (client) => client.placeOrder({}),
  '!WebHostReport': (client) => client.reportOrders({ from: NOW, to: NOW }),
  '!GetDetailedOrderStatus': (client) => client.orderStatus('7'),
  '!autoRevokeCertificate': (client) =>
    client.revokeCertificate({ orderNumber: '7', reasonCode: 0, reason: 'x', test: false }),
  '!getAccountBalance': (client) => client.accountBalance(),
} satisfies Record<string, Call>;
type Name = keyof typeof CALLS;

let server: ReplyServer | undefined;
afterEach(() => server?.close());

async function unreadOf(name: Name, script: Script): Promise<UnreadReply[]> {
  server = await startReplyServer(script);
  const told: UnreadReply[] = [];
  const call: Call = CALLS[name];
  await outcomeAt({ baseUrl: baseUrlOf(server), unread: (reply) => told.push(reply) }, call);
  return told;
}

describe('a reply that was not read whole is told of', () => {
  it.each([
    ['!AutoApplyOrder', null],
    ['!WebHostReport', null],
    ['!GetDetailedOrderStatus', '7'],
    ['!autoRevokeCertificate', '7'],
    ['!getAccountBalance', null],
  ] as const)('whatever the command: %s', async (command, orderNumber) => {
    const body = `<p>Maintenance\r\n${PASSWORD}`;
    expect(await unreadOf(command, answering(body))).toEqual([
      {
        command,
        orderNumber,
        reason: 'unreadable',
        httpStatus: 200,
        text: '<p>Maintenance\n********',
        bytes: body.length,
      },
    ]);
  });

  it.each([
    ['!AutoApplyOrder', 'errorCode=0&orderNumber=7&totalCost=much'],
    ['!WebHostReport', 'errorCode=0&noOfResults=1&1_orderNumber=7&1_dateTime=11%2F06%2F2025'],
    ['!GetDetailedOrderStatus', 'errorCode=0&1_orderNumber=7&1_orderStatus=Odd'],
    ['!GetDetailedOrderStatus', 'errorCode=0&1_orderNumber=7&1_orderStatus=Valid&1_notAfter=31+Jan+2027'],
    ['!getAccountBalance', '0\n1\nUSD\n10.00\nlots'],
  ] as const)('when %s is answered partly readably: %j', async (command, text) => {
    expect(await unreadOf(command, answering(text))).toMatchObject([{ command, reason: 'partly', text }]);
  });

  it.each([
    ['an error that leaves it open', answering('-14\nOdd'), 'error-code', '-14\nOdd'],
    ['another HTTP status', answering('Bad gateway', 502), 'http-status', 'Bad gateway'],
    [
      'an encoding that was not asked for',
      answering('', 200, { 'Content-Encoding': 'gzip' }),
      'unreadable',
      '',
    ],
  ])('when it is %s', async (_, script, reason, text) => {
    expect(await unreadOf('!getAccountBalance', script)).toMatchObject([{ reason, text }]);
  });

  it('with at most 64 KiB of it, and how long it was', async () => {
    const body = `<${'x'.repeat(100_000)}`;
    const [reply] = await unreadOf('!WebHostReport', answering(body));
    expect(reply?.text).toBe(body.slice(0, 65_536));
    expect(reply?.bytes).toBe(100_001);
  });
});

it('does not change what came of it where whoever is told fails', async () => {
  server = await startReplyServer(answering('<p>'));
  const unread = (): void => {
    throw new Error('no place to keep it');
  };
  expect(await outcomeAt({ baseUrl: baseUrlOf(server), unread }, CALLS['!AutoApplyOrder'])).toMatchObject({
    kind: 'unknown',
    reason: 'unreadable',
  });
});

describe('nobody is told of a reply', () => {
  it.each([
    ['!AutoApplyOrder', 'errorCode=0&orderNumber=7&totalCost=210.00'],
    ['!AutoApplyOrder', 'errorCode=-3&errorMessage=No'],
    ['!WebHostReport', 'errorCode=0&noOfResults=0'],
    ['!GetDetailedOrderStatus', 'errorCode=0&1_orderNumber=7&1_orderStatus=Valid'],
    ['!autoRevokeCertificate', '-21\nRevoked'],
    ['!getAccountBalance', '0\n1\nUSD\n10.00\n5.00'],
  ] as const)('to %s that was read: %j', async (command, body) => {
    expect(await unreadOf(command, answering(body))).toEqual([]);
  });

  it.each([
    ['broke off', (socket) => socket.end(httpReply(200, '0\n30', { 'Content-Length': '17' }))],
    ['did not come', (socket) => socket.destroy()],
    ['asks to wait', answering('', 429)],
  ] as [string, Script][])('that %s', async (_, script) => {
    expect(await unreadOf('!AutoApplyOrder', script)).toEqual([]);
  });
});
