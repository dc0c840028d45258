import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { cli } from '../support/cli.js';

jest.setTimeout(120_000);

const FOLDER = path.resolve(__dirname, '../fixtures/accounts');

/** What `verify-account --record` has written of an account. */
interface Recorded {
  readonly checks: readonly { readonly name: string; readonly status: string }[];
  readonly settings: object;
  readonly exchanges: readonly { command: string; httpStatus: number | null; reply: string | null }[];
}

const statuses = ({ checks }: Pick<Recorded, 'checks'>): object[] =>
  checks.map(({ name, status }) => ({ name, status }));

describe('an account that was recorded', () => {
  it.each(readdirSync(FOLDER))('comes to the same today: %s', async (file) => {
    const recorded = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Recorded;
    const left = [...recorded.exchanges];
    const called: string[] = [];
    const server = createServer((request, response) => {
      if (request.method === 'HEAD') return void response.end();
      called.push(path.basename(request.url ?? ''));
      const { httpStatus, reply } = left.shift() ?? { httpStatus: 500, reply: null };
      request.resume().once('end', () => response.writeHead(httpStatus ?? 500).end(reply ?? ''));
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
      expect(called).toEqual(recorded.exchanges.map(({ command }) => command));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
