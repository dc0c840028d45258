import { once } from 'node:events';
import { type Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OPERATOR_CLIENT_ID } from '../../src/access/principal.js';
import { type ListOrdersQuery } from '../../src/orders/find/list-orders.query.dto.js';
import { ExportOrders } from '../../src/orders/find/export-orders.js';
import { type ExportedOrder, OrderQuery } from '../../src/orders/find/order.query.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { eventually } from '../support/eventually.js';
import { insertOrders } from '../support/many-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

const ORDERS = 20_000;
/** What may be read ahead of the reader: the batch that waits in the stream, and the next. */
const AHEAD = 3;

/** Counts what is read from the database. */
class CountedOrderQuery extends OrderQuery {
  batches = 0;

  override async listForExport(...of: Parameters<OrderQuery['listForExport']>): Promise<ExportedOrder[]> {
    this.batches += 1;
    return super.listForExport(...of);
  }
}

describe('an export of 20,000 orders', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let orders: CountedOrderQuery;
  let ids: string[];
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 2);
    ids = await insertOrders(database.url, OPERATOR_CLIENT_ID, ORDERS);
  });
  beforeEach(() => {
    orders = new CountedOrderQuery(prisma);
  });
  afterAll(async () => {
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const start = (): Promise<Readable> =>
    new ExportOrders(orders).execute(
      { role: 'admin', limited: false, clientId: OPERATOR_CLIENT_ID, credential: 'operator-key' },
      {} as ListOrdersQuery,
    );

  /** Takes as long as the whole export: whatever reads on by itself would have ended by then. */
  const readAll = (): Promise<unknown> => new OrderQuery(prisma).listForExport({}, { limit: ORDERS });

  it('has each of them once, newest first', async () => {
    let text = '';
    for await (const piece of await start()) text += piece as string;

    const [, ...lines] = text.trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',', 1)[0])).toEqual(ids);
  });

  it('begins when the first batch is there, and reads no further than somebody takes it', async () => {
    const stream = await start();
    expect(orders.batches).toBe(1);

    await once(stream, 'readable');
    stream.read();
    await readAll();
    expect(orders.batches).toBeLessThanOrEqual(AHEAD);
    stream.destroy();
  });

  it('ends when the reader has gone', async () => {
    const stream = await start();
    const pieces = stream[Symbol.asyncIterator]();
    await pieces.next();
    stream.destroy();

    await eventually(() => expect(stream.closed).toBe(true));
    const { batches } = orders;
    await readAll();
    expect(orders.batches).toBe(batches);
    expect(batches).toBeLessThanOrEqual(AHEAD);
  });
});
