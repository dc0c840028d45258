import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { ExpiryRepository } from '../../src/certificates/expire/expiry.repository.js';
import { certificateChange } from '../../src/orders/certificate-change.query.js';
import { type CertificateStatus } from '../../src/orders/domain/certificate-status.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { insertPlacedOrders } from '../factories/placed-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const DAY_MS = 86_400_000;

describe('a certificate that ends', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let pool: pg.Pool;
  let expiry: ExpiryRepository;
  let id: string;
  let next = 1;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 4);
    pool = poolOf(database.url);
    expiry = new ExpiryRepository(prisma);
  });
  beforeEach(async () => {
    id = (await insertPlacedOrders(pool, 1, (next += 1)))[0]?.id ?? '';
  });
  afterAll(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  async function tell(to: CertificateStatus, days?: number): Promise<void> {
    const notAfter = new Date(Date.now() + (days ?? 0) * DAY_MS);
    const delivered = days === undefined ? undefined : { notAfter, mismatches: [] };
    const change = { orderId: id, to, description: null, at: new Date(), delivered };
    await prisma.$queryRaw`WITH ${certificateChange(change)} SELECT id FROM changed`;
  }
  /** As if so much time went by. */
  const pass = (days: number) =>
    pool.query(
      `UPDATE orders SET expires_at = expires_at - make_interval(days => $2),
              next_expiry_notice_at = next_expiry_notice_at - make_interval(days => $2) WHERE id = $1`,
      [id, days],
    );
  const notices = async (): Promise<number[]> => {
    const rows = await prisma.event.findMany({
      where: { orderId: id, type: 'certificate.expiring' },
      orderBy: { seq: 'asc' },
    });
    return rows.map(({ data }) => (data as { daysLeft: number }).daysLeft);
  };

  it('is told 60, 30, 14, 7 and 1 days before, once each, and never again', async () => {
    await tell('issued', 365);
    for (let day = 0; day < 370; day += 1) {
      await expiry.tellDue(100);
      await pass(1);
    }

    expect(await notices()).toEqual([60, 30, 14, 7, 1]);
    const { version, nextExpiryNoticeAt } = await prisma.order.findUniqueOrThrow({ where: { id } });
    expect({ version, nextExpiryNoticeAt }).toEqual({ version: 7, nextExpiryNoticeAt: null });
  });

  it('is told once when several notices were missed', async () => {
    await tell('issued', 365);
    await pass(353);

    await Promise.all([expiry.tellDue(100), expiry.tellDue(100), expiry.tellDue(100)]);

    expect(await notices()).toEqual([12]);
    await pass(5);
    await expiry.tellDue(100);
    expect(await notices()).toEqual([12, 7]);
  });

  it('is told at once when it comes with little time left', async () => {
    await tell('issued', 20);

    await expiry.tellDue(100);

    expect(await notices()).toEqual([20]);
  });

  it.each(['revoked', 'replaced'] as const)('is not told once it is %s', async (status) => {
    await tell('issued', 20);
    await tell(status);

    await expiry.tellDue(100);

    expect(await notices()).toEqual([]);
  });

  it('is not told after its end', async () => {
    await tell('issued', 365);
    await pass(366);

    await expiry.tellDue(100);

    expect(await notices()).toEqual([]);
    expect(await prisma.order.findUniqueOrThrow({ where: { id } })).toMatchObject({
      version: 2,
      nextExpiryNoticeAt: null,
    });
  });
});
