import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { baseUrlOf } from '../../test/fixtures/replies/order-at.js';
import { httpReply, type ReplyServer, startReplyServer } from '../../test/fixtures/replies/reply-server.js';
import { type UnreadReply } from './commands/unread-reply.js';
import { SectigoClient } from './sectigo-client.js';

const PASSWORD = 'S3cr3t&pw=1 ü';
const NOW = new Date();

/** Each command with replies that quote something (`@`) wherever a reply has a text. */
const COMMANDS: Readonly<Record<string, [(client: SectigoClient) => Promise<unknown>, readonly string[]]>> = {
  placeOrder: [
    (client) => client.placeOrder({ csr: 'x' }),
    [
      'errorCode=0&orderNumber=7&totalCost=@&certificateID=@&certificateState=@',
      '0\n7\n1.00\n1\n@\n@',
      'errorCode=7&orderNumber=7&totalCost=@',
    ],
  ],
  reportOrders: [
    (client) => client.reportOrders({ from: NOW, to: NOW }),
    [
      'errorCode=0&noOfResults=1&1_orderNumber=7&1_dateTime=@&1_orderStatus=@&1_organizationName=@&1_streetAddress1=@' +
        '&1_organizationalUnitName=@&1_localityName=@&1_stateOrProvinceName=@&1_postalCode=@&1_countryName=@&1_cost=@' +
        '&1_1_certificateID=@',
    ],
  ],
  orderStatus: [
    (client) => client.orderStatus('7'),
    [
      'errorCode=0&1_orderNumber=7&1_orderStatus=@',
      'errorCode=0&1_orderNumber=7&1_1_certificateStatusDesc=@&1_1_notBefore=@&1_1_notAfter=@',
      '-20\n@',
    ],
  ],
  revokeCertificate: [
    (client) => client.revokeCertificate({ orderNumber: '7', reasonCode: 0, reason: 'x', test: false }),
    ['-21\n@', '-35\n@', 'errorCode=-26&errorMessage=@'],
  ],
  accountBalance: [
    (client) => client.accountBalance(),
    ['0\n@\n@\n@\n@', 'errorCode=0&currency=@&balance=@'],
  ],
};

/** What any command may be answered. */
const ERRORS = [
  '-14\n@',
  '-16\n@',
  '-14\nloginName=reseller&loginPassword=@&product=706',
  'errorCode=-14&errorMessage=@',
  'errorCode=-3&errorItem=@&errorMessage=The+value+of+the+%27@%27+argument+is+invalid&errorDetail=@',
  'errorCode=-42&errorMessage=@',
  'errorCode=-999&errorMessage=@',
  '<html><body>@</body></html>',
  '{"errorCode":-14,"errorMessage":"@"}',
  'Internal error: @',
];

const QUOTES: Readonly<Record<string, string>> = {
  plainly: PASSWORD,
  'percent-encoded': encodeURIComponent(PASSWORD),
  'percent-encoded twice': encodeURIComponent(encodeURIComponent(PASSWORD)),
  'as in a form': new URLSearchParams([['', PASSWORD]]).toString().slice(1),
  'as HTML': 'S3cr3t&amp;pw&#61;1 &uuml;',
  'in Base64': Buffer.from(PASSWORD).toString('base64'),
};

describe('whatever Sectigo answers, the outcome of no command, nor what is kept of it, has our password', () => {
  let server: ReplyServer;
  let answer = '';
  let client: SectigoClient;
  const unread: UnreadReply[] = [];
  beforeAll(async () => {
    server = await startReplyServer((socket) => socket.end(httpReply(200, answer)));
    client = new SectigoClient({
      baseUrl: baseUrlOf(server),
      credentials: () => ({ loginName: 'reseller', proof: { kind: 'password', loginPassword: PASSWORD } }),
      connectTimeoutMs: 20_000,
      timeoutMs: 20_000,
      unread: (reply) => unread.push(reply),
    });
  });
  afterAll(() => server.close());

  const cases = Object.keys(COMMANDS).flatMap((name) =>
    Object.keys(QUOTES).map((how) => [name, how] as const),
  );

  it.each(cases)('%s, quoted %s', async (name, how) => {
    const [call, replies] = COMMANDS[name] ?? [() => Promise.resolve(), []];
    const quote = QUOTES[how] ?? '';
    for (const reply of [...replies, ...ERRORS]) {
      for (const quoted of [quote, encodeURIComponent(quote)]) {
        answer = reply.replaceAll('@', () => quoted);
        const outcome = await call(client);
        const shown = JSON.stringify([outcome, unread]) + inspect(outcome, { depth: null, showHidden: true });
        unread.length = 0;
        for (const secret of [PASSWORD, ...Object.values(QUOTES), 'S3cr3t', 'pw=1', 'reseller'])
          expect(shown).not.toContain(secret);
      }
    }
  });
});
