import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { type TestGateway, withGateway } from '../support/gateway.js';
import { insertOrders } from '../support/many-orders.js';

const HEADER =
  'id,status,createdAt,placedAt,clientId,reference,certificateType,organization,test,sectigoOrderNumber,cost,problemCode,attempts,version';
interface PlacedOrder extends OrderAnswer {
  readonly version: number;
  readonly clientId: string;
  readonly placedAt: string;
  readonly organization: { readonly name: string };
  readonly sectigo: {
    readonly orderNumber: string;
    readonly cost: string;
    readonly paymentOutstanding: boolean;
  };
}

const WAITING_EXPORTS = `SELECT count(*) FROM pg_stat_activity
  WHERE wait_event_type = 'Lock' AND query LIKE '%AS "organizationName"%' AND datname = current_database()`;

const CSV = { accept: 'text/csv' };

describe('orders as CSV', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeEach(async () => {
    client = await gateway.client();
  });

  const linesOf = async (query = '', caller: ApiClient = client): Promise<string[]> => {
    const { status, text } = await caller.get(`/v1/orders${query}`, CSV);
    expect(status).toBe(200);
    expect(text.endsWith('\r\n')).toBe(true);
    const [header, ...lines] = text.slice(0, -2).split('\r\n');
    expect(header).toBe(HEADER);
    return lines;
  };
  const organization = (name: string) => ({ organization: { ...(anOrder().organization as object), name } });

  it('is a header and nothing else where there are none', async () => {
    expect(await linesOf()).toEqual([]);
  });

  it('is a file of UTF-8 without a byte order mark', async () => {
    await client.order(anOrder(organization('Ünïon 東京')));
    const response = await fetch(`${gateway.url}/v1/orders`, {
      headers: { ...CSV, authorization: `Bearer ${client.key}` },
    });

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="orders.csv"');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString()).toBe('id,');
    expect(bytes.toString()).toContain(',Ünïon 東京,');
  });

  it('says of each order what the order says', async () => {
    const answer = await client.order(anOrder({ reference: 'PO-1' }), { prefer: 'wait=10' });
    const { id, createdAt, placedAt, clientId, sectigo, organization, attempts, version } =
      answer.body as PlacedOrder;
    const { orderNumber, cost } = sectigo;
    const { name } = organization;

    expect(await linesOf()).toEqual([
      [
        id,
        'placed',
        createdAt,
        placedAt,
        clientId,
        'PO-1',
        'organization',
        name,
        'false',
        orderNumber,
        cost,
        '',
        attempts,
        version,
      ].join(','),
    ]);
  });

  it('names the problem of an order', async () => {
    const order = anOrder();
    const match = { organizationName: (order['organization'] as { name: string }).name };
    await gateway.simulator.script({ kind: 'error', row: 7, match });
    await client.order(order, { prefer: 'wait=10' });

    expect(await linesOf('?status=rejected')).toEqual([
      expect.stringMatching(/^ord_\w+,rejected,.*,country-invalid,1,3$/),
    ]);
  });

  it('keeps what a caller wrote from being a formula', async () => {
    await client.order(anOrder({ ...organization('=cmd|"/c calc"!A1'), reference: '+1' }));
    expect(await linesOf()).toEqual([
      expect.stringContaining(`,'+1,organization,"'=cmd|""/c calc""!A1",false,`),
    ]);
  });

  it('keeps to the filters and to what the caller may see', async () => {
    const mine = orderOf(await client.order(anOrder({ test: true, reference: 'mine' })));
    await client.order(anOrder());
    const other = await gateway.client();
    const theirs = orderOf(await other.order(anOrder({ test: true, reference: 'theirs' })));
    const idsOf = async (...of: Parameters<typeof linesOf>) =>
      (await linesOf(...of)).map((line) => line.slice(0, line.indexOf(',')));

    expect(await idsOf('?test=true')).toEqual([mine.id]);
    expect(await idsOf('?q=theirs')).toEqual([]);
    expect(await idsOf(`?test=true&clientId=${other.id}`, gateway.operator)).toEqual([theirs.id]);
  });

  it.each(['limit=10', 'cursor=ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA'])(
    'takes no %s: it has no pages',
    async (query) => {
      const problem = problemOf(await client.get(`/v1/orders?${query}`, CSV), 422, 'validation-failed');
      expect(problem.errors).toEqual([
        { pointer: `/${query.split('=')[0]}`, code: 'argument-not-applicable', detail: expect.any(String) },
      ]);
    },
  );

  it('refuses what the list refuses, as a problem', async () => {
    problemOf(await client.get('/v1/orders?status=sold', CSV), 422, 'validation-failed');
    problemOf(await client.get('/v1/orders?colour=red', CSV), 422, 'validation-failed');
  });

  it('leave the database to others, however many are read', async () => {
    const few = await gateway.join({ role: 'api', databasePoolSize: 3 });
    const [locks, looks] = [1, 2].map(() => new pg.Client({ connectionString: gateway.database.url })) as [
      pg.Client,
      pg.Client,
    ];
    await Promise.all([locks.connect(), looks.connect()]);
    await locks.query('BEGIN; LOCK TABLE orders');

    const exports = Array.from({ length: 6 }, () => few.get('/v1/orders', CSV));
    await eventually(async () => {
      const { rows } = await looks.query<{ count: string }>(WAITING_EXPORTS);
      expect(Number(rows[0]?.count)).toBeGreaterThanOrEqual(2);
    });
    expect((await few.get('/v1/webhooks')).status).toBe(200);

    await Promise.all([locks.end(), looks.end()]);
    expect((await Promise.all(exports)).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });

  describe('when they are 20,000', () => {
    let ids: string[];
    let key = '';
    beforeAll(async () => {
      const owner = await gateway.client();
      key = owner.key ?? '';
      ids = await insertOrders(gateway.database.url, owner.id, 20_000);
    });

    const read = (method: string, signal?: AbortSignal): Promise<Response> =>
      fetch(`${gateway.url}/v1/orders`, {
        method,
        headers: { ...CSV, authorization: `Bearer ${key}` },
        signal: signal ?? null,
      });

    it('come in pieces, all of them', async () => {
      const { body } = await read('GET');
      const decoder = new TextDecoder();
      let [pieces, text] = [0, ''];
      for await (const piece of body ?? []) {
        pieces += 1;
        text += decoder.decode(piece as Uint8Array, { stream: true });
        if (pieces === 1) expect(text.split('\r\n').length).toBeLessThan(2_000);
      }
      const [, ...lines] = text.trimEnd().split('\r\n');
      expect(lines.map((line) => line.split(',', 1)[0])).toEqual(ids);
      expect(lines.at(-1)).toMatch(/,"Company, 1",/);
    });

    it('harm nobody when the caller leaves or asks for the head alone', async () => {
      for (let round = 0; round < 15; round += 1) {
        const leaving = new AbortController();
        const { body } = await read('GET', leaving.signal);
        await body?.getReader().read();
        leaving.abort();
      }
      const head = await read('HEAD');
      expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
        200,
        'text/csv; charset=utf-8; header=present',
        '',
      ]);
      // more callers have left than there are connections: none of them has kept one
      expect((await client.get('/v1/orders?limit=1')).status).toBe(200);
    });
  });
});
