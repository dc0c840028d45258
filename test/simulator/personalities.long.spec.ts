import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { makePersonality } from '../../packages/simulator/src/make-personality.js';
import { publishedSample } from '../../packages/simulator/src/published-sample.js';
import { startSimulator } from '../../packages/simulator/src/server.js';
import { certificatesIn, distinct } from '../../src/certificates/deliver/certificates-in.js';
import { readPushBody, readPushNotification, SectigoClient } from '../../src/sectigo/index.js';
import { eventually } from '../support/eventually.js';

const LOGIN = { loginName: 'reseller', loginPassword: 'secret' };
const SEEDS = Array.from({ length: 40 }, (_, seed) => String(seed));
const ORDER_NUMBER = '3040824';

/** What our readers make of everything that a Sectigo with this personality says. */
interface Understood {
  readonly report: string;
  readonly dated: boolean;
  readonly status: string;
  readonly balance: string;
  readonly pushedNumber: string | null;
  readonly certificates: number;
}

let receiver: Server;
let pushed: { body: Buffer; type: string }[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      pushed.push({ body: Buffer.concat(chunks), type: request.headers['content-type'] ?? '' });
      response.end('OK');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(() => void receiver.close());

async function understand(seed: string): Promise<Understood> {
  const simulator = await startSimulator({ ...LOGIN, personality: seed });
  try {
    const control = new ControlClient(simulator.controlUrl);
    await control.changeAccount({ reportDelayMs: 0 });
    const form = new URLSearchParams(publishedSample(LOGIN));
    await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body: form });
    const client = new SectigoClient({
      baseUrl: simulator.url,
      credentials: () => ({
        loginName: LOGIN.loginName,
        proof: { kind: 'password', loginPassword: LOGIN.loginPassword },
      }),
      connectTimeoutMs: 5_000,
      timeoutMs: 10_000,
    });
    const now = Date.now();
    const report = await client.reportOrders({ from: new Date(now - 60_000), to: new Date(now + 60_000) });
    const rows = report.kind === 'reported' ? report.rows : [];
    const status = await client.orderStatus(ORDER_NUMBER);
    const { kind: balance } = await client.accountBalance();
    const push = await pushOf(control);
    return {
      report: rows[0]?.orderNumber === ORDER_NUMBER ? 'read' : report.kind,
      dated: rows[0]?.placedAt !== null && rows[0] !== undefined,
      status: status.kind,
      balance,
      ...push,
    };
  } finally {
    await simulator.close();
  }
}

async function pushOf(control: ControlClient): Promise<Pick<Understood, 'pushedNumber' | 'certificates'>> {
  pushed = [];
  const { port } = receiver.address() as AddressInfo;
  await control.pushTo({ url: `http://127.0.0.1:${port}/`, withCertificate: true });
  await control.changeCertificate(Number(ORDER_NUMBER), 'issued');
  await eventually(() => {
    expect(pushed).toHaveLength(1);
    return Promise.resolve();
  });
  const body = await readPushBody(pushed[0]?.body ?? Buffer.alloc(0), pushed[0]?.type ?? '');
  const { orderNumber, certificates, caCertificates } = readPushNotification(
    body.kind === 'fields' ? body.fields : [],
  );
  const found = distinct(certificatesIn([...certificates, ...caCertificates])).certificates;
  return { pushedNumber: orderNumber, certificates: found.length };
}

/** What they are documented to make of it. */
function documented(seed: string): Understood {
  const { report, status, balance, push } = makePersonality(seed);
  const hasNumber = ({ names }: { names: Readonly<Record<string, string>> }): boolean =>
    names['orderNumber'] === undefined;
  const isReported = hasNumber(report.fields);
  return {
    report: isReported ? 'read' : 'failed',
    dated: isReported && report.dateTime !== 'with-slashes',
    status: hasNumber(status.fields) ? 'status' : 'failed',
    balance: balance.amounts === 'thousands-with-commas' ? 'failed' : 'balance',
    pushedNumber: hasNumber(push.fields) ? ORDER_NUMBER : null,
    certificates: push.certificates === 'gzip-base64' ? 0 : CHAIN_LENGTH,
  };
}

/** The certificate, and what is above it. */
const CHAIN_LENGTH = 3;

describe('whatever personality Sectigo has', () => {
  it.each(SEEDS)(
    'of the seed %s all is read that is documented to be read, and nothing else',
    async (seed) => {
      expect(await understand(seed)).toEqual(documented(seed));
    },
  );
});
