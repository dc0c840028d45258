import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { cli } from '../support/cli.js';

const FOLDER = path.resolve(__dirname, '../fixtures/accounts');

/** What `verify-account --record` has written of an account. */
interface Recorded {
  readonly checks: readonly { readonly name: string; readonly status: string }[];
  readonly settings: object;
  readonly exchanges: readonly RecordedExchange[];
}

interface RecordedExchange {
  readonly command: string;
  readonly form: string;
  readonly httpStatus: number | null;
  readonly reply: string | null;
}

const statuses = ({ checks }: Pick<Recorded, 'checks'>): object[] =>
  checks.map(({ name, status }) => ({ name, status }));

/** What differs from one time to the next. */
const FLEETING = ['loginName', 'loginPassword', 'notBefore', 'notAfter'];
/** What a name that was not tried then gets: the one that Sectigo knows was tried last. */
const UNKNOWN_NAME = 'errorCode=-2&errorMessage=Unrecognised+argument%21';

/** Answers each question as it was answered then; one that was asked several times, in that order. */
function replay(exchanges: readonly RecordedExchange[]): (command: string, form: string) => RecordedExchange {
  // a number of ours is made for each run
  const keyOf = (command: string, form: string): string => {
    const fields = [...new URLSearchParams(form)].filter(([name]) => !FLEETING.includes(name));
    const named = fields.map(([name, value]) =>
      name === 'foreignOrderNumber' ? [name, value.replace(/^ord_.*/, 'ours')] : [name, value],
    );
    return JSON.stringify([command, ...named]);
  };
  const left = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange.command, exchange.form);
    left.set(key, [...(left.get(key) ?? []), exchange]);
  }
  return (command, form) => {
    const answers = left.get(keyOf(command, form)) ?? [];
    const [next = { command, form, httpStatus: 200, reply: UNKNOWN_NAME }] = answers;
    if (answers.length > 1) answers.shift();
    return next;
  };
}

describe('an account that was recorded', () => {
  it.each(readdirSync(FOLDER))('comes to the same today: %s', async (file) => {
    const recorded = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Recorded;
    const answer = replay(recorded.exchanges);
    const server = createServer((request, response) => {
      void text(request).then((form) => {
        const { httpStatus, reply } =
          request.method === 'HEAD' ? EMPTY : answer(path.basename(request.url ?? ''), form);
        response.writeHead(httpStatus ?? 500).end(reply ?? '');
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const { out } = await cli(['verify-account', '--test-orders', '--yes', '--json'], {
        SECTIGO_URL: `http://127.0.0.1:${port}/products/`,
        SECTIGO_LOGIN_NAME: 'reseller',
        SECTIGO_LOGIN_PASSWORD: 's3cret',
      });
      const replayed = JSON.parse(out) as Recorded;
      expect(statuses(replayed)).toEqual(statuses(recorded));
      expect(replayed.settings).toEqual(recorded.settings);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

const EMPTY = { httpStatus: 200, reply: '' };
