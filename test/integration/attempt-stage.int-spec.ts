import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { AttemptRepository } from '../../src/dispatch/attempt.repository.js';
import { type Claim } from '../../src/dispatch/claim/claim.query.js';
import { sendingConfig } from '../factories/sending-config.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

const CLIENT = 'cli_00000000000000000000000000';
const LEASE_MS = 60_000;
const CONCURRENCY = 4;
const LOGIN = 'abcd';
const MAX_ATTEMPTS = 3;

describe('an attempt whose worker falls silent', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let attempts: AttemptRepository;
  let id: string;
  let claim: Claim;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 4);
    attempts = repository(MAX_ATTEMPTS);
  });
  beforeEach(async () => {
    id = `ord_${randomUUID()}`;
    await prisma.$executeRaw`
      INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, test,
        certificate_type, organization_name, details, next_attempt_at)
      VALUES (${id}, ${CLIENT}, 'queued', ${id}, '', ${id}, false, 'organization', '', '{}', now())`;
    await prisma.$executeRaw`UPDATE submission_gate SET proven_login = ${LOGIN}`;
    await prisma.$executeRaw`UPDATE submission_slots SET order_id = NULL, fence = NULL, until = NULL`;
    claim = await claimed();
  });
  afterAll(async () => {
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  function repository(maxAttempts: number): AttemptRepository {
    return new AttemptRepository(prisma, sendingConfig(LEASE_MS, { concurrency: CONCURRENCY, maxAttempts }));
  }
  async function claimed(): Promise<Claim> {
    const answer = await attempts.claim({ orderId: id, worker: 'worker', login: LOGIN });
    if (answer.kind !== 'claimed') throw new Error(`not claimed: ${answer.kind}`);
    return answer.claim;
  }
  const leaseRunsOut = () =>
    prisma.$executeRaw`UPDATE orders SET lease_expires_at = now() - interval '1 s' WHERE id = ${id}`;
  const order = () => prisma.order.findUniqueOrThrow({ where: { id }, include: { attemptRows: true } });

  it('before it sent anything is queued again, and may not send any more', async () => {
    await leaseRunsOut();

    const jobs = await attempts.requeueUnsent();

    expect(jobs).toEqual([{ orderId: id, version: 3 }]);
    expect(await order()).toMatchObject({
      status: 'queued',
      attempts: 1,
      attemptRows: [{ outcome: 'not-sent', reason: 'worker-lost' }],
    });
    expect(await attempts.markSending(claim)).toBe(false);
    expect(await attempts.giveUpExpiredLeases()).toEqual([]);
  });

  it('after it began to send has an unknown outcome', async () => {
    expect(await attempts.markSending(claim)).toBe(true);
    await leaseRunsOut();

    expect(await attempts.requeueUnsent()).toEqual([]);
    expect(await attempts.giveUpExpiredLeases()).toEqual([id]);
    expect(await order()).toMatchObject({ status: 'outcome-unknown' });
  });

  it('of a version that did not say when it sends has an unknown outcome', async () => {
    await prisma.$executeRaw`UPDATE attempts SET stage = NULL WHERE order_id = ${id}`;
    await leaseRunsOut();

    expect(await attempts.requeueUnsent()).toEqual([]);
    expect(await attempts.giveUpExpiredLeases()).toEqual([id]);
  });

  it('is left alone while its lease lasts', async () => {
    expect(await attempts.requeueUnsent()).toEqual([]);
    expect(await attempts.giveUpExpiredLeases()).toEqual([]);
    expect(await attempts.markSending(claim)).toBe(true);
  });

  it('may not begin to send twice', async () => {
    expect(await attempts.markSending(claim)).toBe(true);
    expect(await attempts.markSending(claim)).toBe(false);
  });

  it('again and again is left to an operator: it may be the order that ends its workers', async () => {
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      await leaseRunsOut();
      expect(await attempts.requeueUnsent()).toHaveLength(1);
      claim = await claimed();
    }
    await leaseRunsOut();

    expect(await attempts.requeueUnsent()).toEqual([]);
    expect(await attempts.giveUpExpiredLeases()).toEqual([id]);
    expect(await attempts.markSending(claim)).toBe(false);
  });

  it('either sends or is queued again, when both happen at the same moment', async () => {
    for (let round = 0; round < 30; round++) {
      await leaseRunsOut();
      const [sends, requeued] = await Promise.all([
        attempts.markSending(claim),
        repository(1_000).requeueUnsent(),
      ]);
      expect([sends, requeued.length]).toEqual(sends ? [true, 0] : [false, 1]);
      if (sends) {
        await prisma.$executeRaw`UPDATE orders SET status = 'queued', next_attempt_at = now() WHERE id = ${id}`;
        await prisma.$executeRaw`UPDATE attempts SET outcome = 'unknown' WHERE order_id = ${id}`;
        await prisma.$executeRaw`UPDATE submission_slots SET order_id = NULL, fence = NULL, until = NULL`;
      }
      claim = await claimed();
    }
  });
});
