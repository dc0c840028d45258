import { afterEach, describe, expect, it } from '@jest/globals';
import { baseUrlOf } from '../../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  type Script,
  startReplyServer,
} from '../../../test/fixtures/replies/reply-server.js';
import { listing, reportAt, rowsOf } from '../../../test/fixtures/replies/report-at.js';
import { type ReportOutcome } from './report-orders.js';

let server: ReplyServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function ask(script: Script): Promise<ReportOutcome> {
  server = await startReplyServer(script);
  return reportAt({ baseUrl: baseUrlOf(server) });
}

const numbersOf = (outcome: ReportOutcome): readonly number[] =>
  outcome.kind === 'reported' ? outcome.rows.map(({ orderNumber }) => Number(orderNumber)) : [];
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a report of several pages', () => {
  it.each(['total', 'count of the page'] as const)(
    'is asked for until a page is not full, each on its own connection (%s)',
    async (noOfResults) => {
      const list = range(1001, 1250);
      expect(numbersOf(await ask(listing(() => list, noOfResults)))).toEqual(list);
      const asked = server?.requests.map(({ body }) => {
        const form = new URLSearchParams(body);
        return [form.get('firstResultNo'), form.get('lastResultNo')];
      });
      expect(asked).toEqual([
        ['1', '100'],
        ['100', '198'],
        ['198', '296'],
      ]);
      expect(server?.connections()).toBe(3);
    },
  );

  it.each([0, 1, 99, 100, 101, 197, 198, 199, 296, 297])('of %i orders has each once', async (count) => {
    const list = range(1001, 1000 + count);
    expect(await ask(listing(() => list))).toMatchObject({ kind: 'reported' });
    await server?.close();
    expect(numbersOf(await ask(listing(() => list, 'count of the page')))).toEqual(list);
  });

  it('has an order once that new ones pushed onto the next page', async () => {
    const list = range(1001, 1150);
    const outcome = await ask(listing((request) => (request === 1 ? list : [999, 1000, ...list])));
    expect(numbersOf(outcome)).toEqual(list);
  });

  const MOVED = {
    kind: 'failed',
    reason: 'rows-moved',
    detail: 'The report changed from one page to the next.',
  };

  it.each(['total', 'count of the page'] as const)(
    'is none when an order vanished, as another may have slipped through (%s)',
    async (noOfResults) => {
      const list = range(1001, 1250);
      const script = listing((request) => (request === 1 ? list : list.slice(1)), noOfResults);
      expect(await ask(script)).toEqual(MOVED);
    },
  );

  it('is none when it has fewer orders than it announced, because some came twice', async () => {
    const list = range(1001, 1150);
    const shuffled = [...list.slice(0, 140), ...list.slice(90, 100)];
    expect(await ask(listing((request) => (request === 1 ? list : shuffled)))).toEqual(MOVED);
  });

  it('is none when every page is the first', async () => {
    const page = `errorCode=0&noOfResults=99${rowsOf(range(1, 99))}`;
    const first = `errorCode=0&noOfResults=100${rowsOf(range(1, 100))}`;
    let request = 0;
    expect(await ask((socket) => socket.end(httpReply(200, ++request === 1 ? first : page)))).toEqual(MOVED);
    expect(server?.requests).toHaveLength(2);
  });

  it('is none when its second page fails', async () => {
    const list = range(1001, 1150);
    const script = listing(() => list);
    let request = 0;
    const outcome = await ask((socket, received) => {
      if (++request === 1) script(socket, received);
      else socket.end(httpReply(503, ''));
    });
    expect(outcome).toEqual({ kind: 'failed', reason: 'http-status', detail: 'HTTP 503.' });
  });

  it('is given up after 100 pages', async () => {
    const list = range(1001, 11_000);
    expect(await ask(listing(() => list))).toEqual({
      kind: 'failed',
      reason: 'too-many-rows',
      detail: 'The report has more than 100 pages.',
    });
    expect(server?.requests).toHaveLength(100);
  });
});
