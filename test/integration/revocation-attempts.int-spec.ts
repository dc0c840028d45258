import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { RevocationAttemptRepository } from '../../src/certificates/revoke/revocation-attempt.repository.js';
import { type RevocationDecision } from '../../src/certificates/revoke/revocation-decision.js';
import { RevocationRepository } from '../../src/certificates/revoke/revocation.repository.js';
import { anActor } from '../factories/actor.js';
import { insertPlacedOrders } from '../factories/placed-orders.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const LEASE_MS = 60_000;
const DONE: RevocationDecision = { kind: 'done', certificate: 'by-state' };
const REJECTED: RevocationDecision = {
  kind: 'done',
  certificate: 'rejected',
  unlessIssued: { code: 'revocation-unconfirmed' },
};
const AGAIN: RevocationDecision = { kind: 'again', delayMs: 0, problem: null };

describe('attempts to revoke a certificate', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let pool: pg.Pool;
  let wishes: RevocationRepository;
  let attempts: RevocationAttemptRepository;
  let orderId: string;
  let next = 1;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 12);
    pool = poolOf(database.url);
    wishes = new RevocationRepository(prisma);
    attempts = new RevocationAttemptRepository(prisma);
  });
  beforeEach(async () => {
    await pool.query('DELETE FROM revocations');
    orderId = (await insertPlacedOrders(pool, 1, (next += 1)))[0]!.id;
  });
  afterAll(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const wish = (id = orderId, reason = 'Lost'): Promise<boolean> =>
    wishes.request({ orderId: id, reason, reasonCode: 1, by: anActor(), versions: null });
  const order = () => prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  const row = () => prisma.revocation.findUniqueOrThrow({ where: { orderId } });
  const events = async (): Promise<string[]> =>
    (await prisma.event.findMany({ where: { orderId }, orderBy: { seq: 'asc' } })).map(({ type }) => type);
  const certificateIs = (status: string) =>
    pool.query('UPDATE orders SET certificate_status = $2 WHERE id = $1', [orderId, status]);
  const leaseIsOver = () =>
    pool.query(`UPDATE revocations SET lease_expires_at = now() - interval '1 second'`);

  it('are made by one of many workers', async () => {
    await wish();
    const claims = await Promise.all(Array.from({ length: 20 }, () => attempts.claim(LEASE_MS)));
    expect(claims.filter((claim) => claim !== null)).toEqual([
      expect.objectContaining({ orderId, fence: 1, attempts: 1, reason: 'Lost', reasonCode: 1, test: false }),
    ]);
    expect(await attempts.anyDue()).toBe(false);
  });

  it('are of one wish, whoever has it and however often', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => wish(orderId, `reason ${index}`)));
    expect(await pool.query('SELECT FROM revocations')).toMatchObject({ rowCount: 1 });
    const { rows } = await pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM audit_entries WHERE action = 'order.revoke' AND target_id = $1`,
      [orderId],
    );
    expect(rows[0]?.n).toBe('1');
  });

  it('reject what was not issued, with the event', async () => {
    await wish();
    const claim = await attempts.claim(LEASE_MS);
    expect(await attempts.record(claim!, 'revoked', DONE)).toBe(true);
    expect(await order()).toMatchObject({ certificateStatus: 'rejected', revokedAt: null });
    expect(await row()).toMatchObject({ status: 'done', outcome: 'revoked', nextAttemptAt: null });
    expect(await events()).toEqual(['certificate.rejected']);
  });

  it.each(['issued', 'replaced'])('revoke what is %s', async (status) => {
    await certificateIs(status);
    await wish();
    const claim = await attempts.claim(LEASE_MS);
    await attempts.record(claim!, 'revoked', DONE);
    expect(await order()).toMatchObject({ certificateStatus: 'revoked', revokedAt: claim!.claimedAt });
    expect(await events()).toEqual(['certificate.revoked']);
  });

  it('revoke what was issued while they were under way', async () => {
    await wish();
    const claim = await attempts.claim(LEASE_MS);
    await certificateIs('issued');
    await attempts.record(claim!, 'revoked', DONE);
    expect((await order()).certificateStatus).toBe('revoked');
  });

  it('find nothing left to do where a push was quicker', async () => {
    await wish();
    const claim = await attempts.claim(LEASE_MS);
    await certificateIs('revoked');
    expect(await attempts.record(claim!, 'already-revoked', { kind: 'done', certificate: 'revoked' })).toBe(
      true,
    );
    expect(await row()).toMatchObject({ status: 'done' });
    expect(await events()).toEqual([]);
  });

  it('are made again when a worker died, before it sent or after', async () => {
    await wish();
    const lost = await attempts.claim(LEASE_MS);
    expect(await attempts.claim(LEASE_MS)).toBeNull();
    await leaseIsOver();
    const second = await attempts.claim(LEASE_MS);
    expect(second).toMatchObject({ orderId, fence: 2, attempts: 2 });
    // the first was not dead but slow: its word comes too late
    expect(await attempts.record(lost!, 'unknown', AGAIN)).toBe(false);
    expect(await attempts.record(second!, 'already-rejected', REJECTED)).toBe(true);
    expect(await attempts.record(lost!, 'revoked', DONE)).toBe(false);
    expect(await events()).toEqual(['certificate.rejected']);
  });

  it('wait as long as was decided, by the clock of the database', async () => {
    await wish();
    const problem = { code: 'outcome-unknown' } as const;
    await attempts.record((await attempts.claim(LEASE_MS))!, 'unknown', {
      kind: 'again',
      delayMs: 60_000,
      problem,
    });
    expect([await attempts.anyDue(), await attempts.claim(LEASE_MS)]).toEqual([false, null]);
    expect(await row()).toMatchObject({
      status: 'requested',
      outcome: 'unknown',
      problem,
      leaseExpiresAt: null,
    });
    await pool.query(`UPDATE revocations SET next_attempt_at = now() - interval '1 second'`);
    expect(await attempts.claim(LEASE_MS)).toMatchObject({ fence: 2 });
  });

  it('tell of a refusal by an event, with the order as it is then and why, and nothing of persons', async () => {
    await wish();
    const { version } = await order();
    const problem = { code: 'order-not-revocable', detail: 'It has expired.' } as const;
    const claim = await attempts.claim(LEASE_MS);
    expect(await attempts.record(claim!, 'expired', { kind: 'refused', problem })).toBe(true);
    expect(await order()).toMatchObject({ version: version + 1, problem: null });
    expect(await prisma.event.findMany({ where: { orderId } })).toMatchObject([
      {
        type: 'order.revocation-refused',
        version: version + 1,
        data: { status: 'placed', problem: 'order-not-revocable' },
      },
    ]);
    // a word that comes late is no news
    expect(await attempts.record(claim!, 'expired', { kind: 'refused', problem })).toBe(false);
    expect(await events()).toHaveLength(1);
  });

  it.each(['issued', 'replaced'])(
    'say that nobody knows when what is %s here is rejected there, and may be made anew',
    async (status) => {
      await certificateIs(status);
      await wish();
      expect(await attempts.record((await attempts.claim(LEASE_MS))!, 'already-rejected', REJECTED)).toBe(
        true,
      );
      expect(await order()).toMatchObject({ certificateStatus: status, revokedAt: null });
      expect(await row()).toMatchObject({
        status: 'refused',
        outcome: 'already-rejected',
        problem: { code: 'revocation-unconfirmed' },
      });
      expect(await events()).toEqual(['order.revocation-refused']);
      await wish();
      await attempts.record((await attempts.claim(LEASE_MS))!, 'revoked', DONE);
      expect(await order()).toMatchObject({ certificateStatus: 'revoked' });
    },
  );

  it('are done with what was revoked by a push meanwhile, even if it is called rejected', async () => {
    await wish();
    const claim = await attempts.claim(LEASE_MS);
    await certificateIs('revoked');
    await attempts.record(claim!, 'already-rejected', REJECTED);
    expect([(await row()).status, await events()]).toEqual(['done', []]);
  });

  it('begin anew after a refusal, and only then', async () => {
    await wish();
    const problem = { code: 'gateway-defect' } as const;
    await attempts.record((await attempts.claim(LEASE_MS))!, 'refused', { kind: 'refused', problem });
    expect(await wishes.find(orderId)).toEqual({ status: 'refused', problem });
    expect(await attempts.claim(LEASE_MS)).toBeNull();
    await wish(orderId, 'Again');
    const claim = await attempts.claim(LEASE_MS);
    expect(claim).toMatchObject({ fence: 2, attempts: 1, reason: 'Again' });
    await attempts.record(claim!, 'revoked', DONE);
    await wish(orderId, 'Once more');
    expect(await row()).toMatchObject({ status: 'done', reason: 'Again' });
  });

  it('are not made of orders that are not placed, or whose certificate is gone', async () => {
    const [queued] = await insertQueuedOrders(pool, 1);
    await wish(queued);
    await certificateIs('revoked');
    await wish();
    expect(await pool.query('SELECT FROM revocations')).toMatchObject({ rowCount: 0 });
  });
});
