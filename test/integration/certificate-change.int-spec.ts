import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { certificateChange, type CertificateChange } from '../../src/orders/certificate-change.query.js';
import {
  CERTIFICATE_STATUSES,
  certificateMovesTo,
  type CertificateStatus,
} from '../../src/orders/domain/certificate-status.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { insertPlacedOrders } from '../factories/placed-orders.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const DAY_MS = 86_400_000;

describe('news of a certificate', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let pool: pg.Pool;
  let id: string;
  let next = 1;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 8);
    pool = poolOf(database.url);
  });
  beforeEach(async () => {
    id = await placedOrder();
  });
  afterAll(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  async function placedOrder(): Promise<string> {
    const [order] = await insertPlacedOrders(pool, 1, (next += 1));
    return order?.id ?? '';
  }
  async function tell(to: CertificateStatus, more: Partial<CertificateChange> = {}): Promise<boolean> {
    const change = { orderId: id, to, description: null, at: new Date(), ...more };
    const rows = await prisma.$queryRaw<unknown[]>`WITH ${certificateChange(change)} SELECT id FROM changed`;
    return rows.length > 0;
  }
  const order = () => prisma.order.findUniqueOrThrow({ where: { id } });
  const events = async (): Promise<string[]> => {
    const rows = await prisma.event.findMany({ where: { orderId: id }, orderBy: { seq: 'asc' } });
    return rows.map(({ type }) => type);
  };

  it('move it forward, with the version and one event each', async () => {
    const issuedAt = new Date('2026-11-01T10:00:00Z');
    const revokedAt = new Date('2026-12-01T10:00:00Z');

    expect(await tell('awaiting-brand-validation', { description: 'Awaiting Validation (Brand)' })).toBe(
      true,
    );
    expect(await tell('issued', { description: 'Valid', at: issuedAt })).toBe(true);
    expect(await tell('revoked', { description: 'Revoked', at: revokedAt })).toBe(true);

    expect(await order()).toMatchObject({
      certificateStatus: 'revoked',
      certificateStatusDescription: 'Revoked',
      issuedAt,
      revokedAt,
      version: 4,
    });
    expect(await events()).toEqual(['certificate.updated', 'certificate.issued', 'certificate.revoked']);
  });

  it('that come late or twice change nothing', async () => {
    await tell('issued', { description: 'Valid' });

    expect(await tell('issued', { description: 'Issued but not yet collected' })).toBe(false);
    expect(await tell('pending')).toBe(false);
    expect(await tell('awaiting-brand-validation')).toBe(false);
    expect(await tell('rejected')).toBe(false);
    expect(await tell('failed')).toBe(false);

    expect(await order()).toMatchObject({
      certificateStatus: 'issued',
      certificateStatusDescription: 'Valid',
      version: 2,
    });
    expect(await events()).toEqual(['certificate.issued']);
  });

  it('with new words about a certificate that is still under way are an update', async () => {
    await tell('failed', { description: 'PRE-SIGN FAILED: CAA' });

    expect(await tell('failed', { description: 'PRE-SIGN FAILED: CAA' })).toBe(false);
    expect(await tell('failed', { description: 'PRE-SIGN FAILED: key' })).toBe(true);

    expect(await events()).toEqual(['certificate.updated', 'certificate.updated']);
  });

  it('bring the certificate, once, also after it was known to be issued', async () => {
    const notAfter = new Date(Date.now() + 365 * DAY_MS);
    const delivered = { notAfter, mismatches: ['organization' as const] };
    await tell('issued');

    expect(await tell('issued', { delivered })).toBe(true);
    expect(await tell('issued', { delivered: { notAfter: new Date(), mismatches: [] } })).toBe(false);

    const { expiresAt, certificateMismatches, nextExpiryNoticeAt } = await order();
    expect(expiresAt).toEqual(notAfter);
    expect(certificateMismatches).toEqual(['organization']);
    expect(nextExpiryNoticeAt).toEqual(new Date(notAfter.getTime() - 60 * DAY_MS));
    const [, told] = await prisma.event.findMany({ where: { orderId: id }, orderBy: { seq: 'asc' } });
    expect(told).toMatchObject({
      type: 'certificate.updated',
      data: {
        status: 'placed',
        certificateStatus: 'issued',
        expiresAt: notAfter.toISOString(),
        mismatches: ['organization'],
      },
    });
  });

  it('tell its end where no certificate comes, once, until one does', async () => {
    const [told, delivered, other] = [300, 365, 400].map((days) => new Date(Date.now() + days * DAY_MS));
    await tell('issued');

    expect(await tell('issued', { validUntil: told })).toBe(true);
    expect(await order()).toMatchObject({ expiresAt: told, expiryPolled: true });
    expect((await order()).nextExpiryNoticeAt).toEqual(new Date((told?.getTime() ?? 0) - 60 * DAY_MS));
    expect(await tell('issued', { validUntil: other })).toBe(false);

    expect(await tell('issued', { delivered: { notAfter: delivered as Date, mismatches: ['key'] } })).toBe(
      true,
    );
    expect(await order()).toMatchObject({
      expiresAt: delivered,
      expiryPolled: false,
      certificateMismatches: ['key'],
    });
    expect(await tell('issued', { validUntil: other })).toBe(false);
    expect(await tell('issued', { delivered: { notAfter: other as Date, mismatches: [] } })).toBe(false);
    expect(await events()).toEqual(['certificate.issued', 'certificate.updated', 'certificate.updated']);
  });

  it('bring the first certificate, however many come at once', async () => {
    await tell('issued', { validUntil: new Date(Date.now() + DAY_MS) });
    const ends = Array.from({ length: 8 }, (_, index) => new Date(Date.now() + (index + 2) * DAY_MS));

    const told = await Promise.all(
      ends.map((notAfter) => tell('issued', { delivered: { notAfter, mismatches: [] } })),
    );

    expect(told.filter(Boolean)).toHaveLength(1);
    expect((await order()).expiresAt).toEqual(ends[told.indexOf(true)]);
  });

  it('end the notices of its expiry when it is revoked', async () => {
    await tell('issued', { delivered: { notAfter: new Date(Date.now() + DAY_MS), mismatches: [] } });
    await tell('revoked');

    expect((await order()).nextExpiryNoticeAt).toBeNull();
  });

  it('are nothing to an order that is not placed', async () => {
    [id = ''] = await insertQueuedOrders(pool, 1);

    expect(await tell('issued')).toBe(false);
    expect(await order()).toMatchObject({ certificateStatus: null, version: 1 });
  });

  it('that come all at once are told one after the other, and only forward', async () => {
    const status = fc.constantFrom(...CERTIFICATE_STATUSES);
    await fc.assert(
      fc.asyncProperty(fc.array(status, { minLength: 2, maxLength: 6 }), async (news) => {
        id = await placedOrder();

        const changed = await Promise.all(news.map((to) => tell(to)));

        const told = await prisma.event.findMany({ where: { orderId: id }, orderBy: { seq: 'asc' } });
        const statuses = told.map(
          ({ data }) => (data as { certificateStatus: CertificateStatus }).certificateStatus,
        );
        expect(told.map(({ version }) => version)).toEqual(told.map((_, index) => index + 2));
        expect(changed.filter(Boolean)).toHaveLength(told.length);
        statuses.reduce((from, to) => {
          expect(certificateMovesTo(to)).toContain(from);
          return to;
        }, 'pending');
        expect(await order()).toMatchObject({
          certificateStatus: statuses.at(-1) ?? null,
          version: told.length + 1,
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('an order that becomes placed', () => {
  it('is followed from then on, and what was pushed before is looked at again', async () => {
    const database = await createDatabase();
    const pool = poolOf(database.url);
    try {
      await pool.query(
        `INSERT INTO sectigo_notifications (digest, fields, order_number, state, next_look_at)
         VALUES ('a', '[]', '77', 'waiting', now() + interval '1 day'), ('b', '[]', '78', 'waiting', now() + interval '1 day'),
                ('c', '[]', '77', 'unmatched', NULL)`,
      );

      const [order] = await insertPlacedOrders(pool, 1, 77);

      const due = await pool.query(
        'SELECT digest FROM sectigo_notifications WHERE next_look_at <= now() ORDER BY 1',
      );
      expect(due.rows).toEqual([{ digest: 'a' }, { digest: 'c' }]);
      const polls = await pool.query<{ hours: number }>(
        `SELECT extract(epoch FROM next_poll_at - now()) / 3600 AS hours FROM status_polls WHERE order_id = $1`,
        [order?.id],
      );
      expect(polls.rows).toHaveLength(1);
      expect(Number(polls.rows[0]?.hours)).toBeGreaterThan(2.99);
      expect(Number(polls.rows[0]?.hours)).toBeLessThan(3.76);
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});
