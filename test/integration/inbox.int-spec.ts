import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { type DuePush, InboxRepository } from '../../src/certificates/push/inbox.repository.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { insertPlacedOrders } from '../factories/placed-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

describe('the inbox of pushes', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let pool: pg.Pool;
  let inbox: InboxRepository;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 4);
    pool = poolOf(database.url);
    inbox = new InboxRepository(prisma);
  });
  afterAll(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const makeDue = (orderNumber: string) =>
    pool.query('UPDATE sectigo_notifications SET next_look_at = now() WHERE order_number = $1', [
      orderNumber,
    ]);
  async function takeOne(): Promise<DuePush> {
    const [push, ...more] = await inbox.takeDue(10);
    expect(more).toEqual([]);
    if (push === undefined) throw new Error('nothing is due');
    return push;
  }

  it('looks at once at what waits for an order that is placed while somebody looks', async () => {
    await inbox.store({ digest: 'waits', fields: [], orderNumber: '501', unreadable: null });
    await inbox.wait(await takeOne());
    await makeDue('501');
    const taken = await takeOne();
    expect(taken.orderId).toBeNull();

    const [order] = await insertPlacedOrders(pool, 1, 501);
    await inbox.wait(taken);

    const again = await takeOne();
    expect(again).toMatchObject({ seq: taken.seq, orderId: order?.id });
    await inbox.setAside(again.seq, again.orderId, 'status-absent');
  });

  it('keeps what came of a push when a slow worker applies it once more', async () => {
    const [order] = await insertPlacedOrders(pool, 1, 502);
    await inbox.store({ digest: 'twice', fields: [], orderNumber: '502', unreadable: null });
    const { seq } = await takeOne();
    const change = { orderId: order?.id ?? '', to: 'issued' as const, description: null, at: new Date() };

    expect(await inbox.apply(seq, { change })).toBe(true);
    expect(await inbox.apply(seq, { change })).toBe(false);

    const { rows } = await pool.query('SELECT state FROM sectigo_notifications WHERE seq = $1', [
      String(seq),
    ]);
    expect(rows).toEqual([{ state: 'applied' }]);
  });
});
