import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach } from '@jest/globals';
import { SectigoClient } from '../../src/sectigo/index.js';
import { namesSet, type Verification, verifyAccount } from '../../src/verify-account/verify-account.js';

export type Form = Readonly<Record<string, string>>;
/** The body of HTTP 200, or something else; null: the connection ends without an answer. */
export type Answer = string | { readonly status: number; readonly body?: string } | null;
export type Script = (command: string, form: Form) => Answer;

export const refused = (code: number, message: string): string => `errorCode=${code}&errorMessage=${message}`;
export const isWhole = (form: Form): boolean => form['days'] !== undefined;

export const PUBLISHED = new Set(
  `loginName loginPassword days product isCustomerValidated organizationName streetAddress1 localityName stateOrProvinceName
  countryName postalCode organizationalUnitName appRepEmailAddress appRepTitle appRepForename appRepSurname includeIndividual
  SmartCardBased offerType contactEmailAddress emailAddress csr hsmType keyAttestation shippingForename test responseFormat
  showCertificateID showCertificateState`.split(/\s+/),
);

/** A Sectigo that nobody has described: `known` are the names that it has besides the published ones. */
export class StandIn {
  readonly asked: { readonly command: string; readonly form: Form }[] = [];
  readonly sold: number[] = [];

  constructor(readonly known: readonly string[] = []) {}

  readonly answer: Script = (command, form) => {
    switch (command) {
      case '!getAccountBalance':
        return '0\r\n1\r\nUSD\r\n1000.00\r\n0.00\r\n';
      case '!WebHostReport':
        return this.report(this.sold);
      case '!AutoApplyOrder':
        return this.order(form);
      default:
        return { status: 404 };
    }
  };

  order(form: Form): string {
    const unknown = Object.keys(form).find((name) => !PUBLISHED.has(name) && !this.known.includes(name));
    if (unknown !== undefined) return refused(-2, `'${unknown}'+is+an+unrecognised+argument!`);
    if (!isWhole(form)) return refused(-3, "The+'days'+argument+is+missing!");
    return this.sell();
  }

  sell(): string {
    this.sold.push(7000 + this.sold.length);
    return `errorCode=0&orderNumber=${this.sold.at(-1)}&totalCost=0.00`;
  }

  report(numbers: readonly number[]): string {
    const rows = numbers.map(
      (number, n) => `&${n + 1}_orderNumber=${number}&${n + 1}_organizationName=Company+ABC+123`,
    );
    return `errorCode=0&noOfResults=${numbers.length}${rows.join('')}`;
  }
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

export interface Run extends Verification {
  detailOf(name: string): string;
  statusOf(name: string): string | undefined;
}

/** Its clock goes on by so much with each answer, and while it pauses. */
export async function verify(
  standIn: StandIn,
  {
    script = standIn.answer,
    msPerAnswer = 0,
    timeLimitMs = 300_000,
    orderNumbers = [] as string[],
    given = {},
  } = {},
): Promise<Run> {
  let now = Date.now();
  server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.method === 'HEAD') return response.end();
      now += msPerAnswer;
      const command = decodeURIComponent(request.url ?? '').replace(/.*\//, '');
      const form = Object.fromEntries(new URLSearchParams(body)) as Form;
      standIn.asked.push({ command, form });
      const answer = script(command, form);
      if (answer === null) return request.socket.destroy();
      const { status, body: reply = '' } =
        typeof answer === 'string' ? { status: 200, body: answer } : answer;
      return response.writeHead(status).end(reply);
    });
  });
  await new Promise<void>((resolve) => void server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/products/`;
  const client = new SectigoClient({
    baseUrl: url,
    credentials: () => ({ loginName: 'me', proof: { kind: 'password', loginPassword: 's3cret' } }),
    connectTimeoutMs: 20_000,
    timeoutMs: 20_000,
  });
  const verification = await verifyAccount(client, {
    sectigo: { url },
    set: namesSet(given),
    errorCodes: [],
    orderNumbers,
    testOrders: true,
    time: {
      now: () => now,
      pause: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    },
    timeLimitMs,
    withoutBalance: false,
    exchanges: [],
  });
  const find = (name: string) => verification.checks.find((check) => check.name === name);
  return {
    ...verification,
    detailOf: (name) => find(name)?.detail ?? '',
    statusOf: (name) => find(name)?.status,
  };
}
