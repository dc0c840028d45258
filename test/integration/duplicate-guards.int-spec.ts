import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { certificateDigest, meaningDigest } from '../../src/orders/domain/digests.js';
import { OrderChangeRepository } from '../../src/orders/resolve/order-change.repository.js';
import { OrderRepository } from '../../src/orders/place/order.repository.js';
import { type NewOrder } from '../../src/orders/place/new-order.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { newId } from '../../src/shared/ids.js';
import { ReconciliationRepository } from '../../src/dispatch/reconcile/reconciliation.repository.js';
import { anActor } from '../factories/actor.js';
import { ORDER_DETAILS } from '../factories/order-details.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { RESET } from './model/sql.js';
import { poolOf } from '../support/pool.js';

const CLIENT = 'cli_0';
const PLAIN = 'Company ABC';
const WRITINGS = [PLAIN, 'COMPANY  ABC', 'Company\u00a0ABC', ' company abc ', 'Com\u00adpany ABC'];

/** As the program accepts that knows the digest of what is written alone; without its limits and its renewals. */
const ACCEPT_AS_BEFORE = `
  WITH guard AS (
    INSERT INTO duplicate_guards AS guard (client_id, certificate_digest, order_id) VALUES ($1, $2, $3)
    ON CONFLICT (client_id, certificate_digest) DO UPDATE SET order_id = excluded.order_id, ordered_at = now()
    WHERE guard.ordered_at < now() - interval '24 hours' OR (EXISTS (
        SELECT FROM orders newest WHERE newest.id = guard.order_id AND newest.updated_at >= guard.ordered_at
          AND newest.status IN ('rejected', 'failed', 'cancelled'))
      AND NOT EXISTS (
        SELECT FROM orders earlier WHERE earlier.client_id = guard.client_id
          AND earlier.certificate_digest = guard.certificate_digest AND earlier.id <> $3
          AND earlier.status NOT IN ('rejected', 'failed', 'cancelled')
          AND earlier.created_at > now() - interval '24 hours'))
    RETURNING order_id
  )
  INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, test, certificate_type,
                      organization_name, details, next_attempt_at)
  SELECT order_id, $1, 'queued', $3, '', $2, false, 'organization', '', '{}', now() FROM guard RETURNING id`;

describe('the guard against duplicates', () => {
  let database: TestDatabase;
  let sql: pg.Pool;
  let prisma: PrismaService;
  let orders: OrderRepository;
  let changes: OrderChangeRepository;
  beforeAll(async () => {
    database = await createDatabase();
    sql = poolOf(database.url, 20);
    prisma = new PrismaService(database.url, 20);
    orders = new OrderRepository(prisma);
    changes = new OrderChangeRepository(prisma);
  });
  beforeEach(() => sql.query(RESET));
  afterAll(async () => {
    await prisma.onApplicationShutdown();
    await sql.end();
    await database.drop();
  });

  function anOrder(name: string, allowDuplicate = false): NewOrder {
    const id = newId('ord');
    const details = { ...ORDER_DETAILS, organization: { ...ORDER_DETAILS.organization, name } };
    return {
      id,
      clientId: CLIENT,
      limited: false,
      idempotencyKey: id,
      requestDigest: '',
      certificateDigest: certificateDigest(details),
      meaningDigest: meaningDigest(details),
      allowDuplicate,
      details,
      csrSummary: null,
      traceparent: null,
      renewalOf: null,
      renewableVersions: null,
    };
  }

  /** The id of the order if it was accepted. */
  const accept = async (order: NewOrder): Promise<string | null> =>
    (await orders.accept(order)).kind === 'accepted' ? order.id : null;
  const acceptAsBefore = async ({ id, certificateDigest: digest }: NewOrder): Promise<string | null> =>
    (await sql.query(ACCEPT_AS_BEFORE, [CLIENT, digest, id])).rowCount === 1 ? id : null;
  const become = (id: string, status: string) =>
    sql.query(
      `UPDATE orders SET status = $2, problem = '{}', next_attempt_at = NULL, updated_at = now() WHERE id = $1`,
      [id, status],
    );
  const guards = async (): Promise<string[]> =>
    (await sql.query<{ order_id: string }>('SELECT order_id FROM duplicate_guards')).rows.map(
      (row) => row.order_id,
    );
  const retry = (id: string): Promise<boolean> => changes.retry(id, { by: anActor() });

  it('finds an order however it is written, and leaves nothing of what it refuses', async () => {
    const [first, ...others] = WRITINGS.map((name) => anOrder(name));
    expect(await accept(first!)).toBe(first!.id);
    for (const other of others) {
      expect(await accept(other)).toBeNull();
      expect(await orders.findEarlier(other)).toMatchObject({
        guard: 'certificate',
        orderId: first!.id,
      });
    }
    expect(await guards()).toEqual([first!.id, first!.id]);
  });

  it('lets one of many through that come at once, each written in its own way, and no other is in its way later', async () => {
    const many = Array.from({ length: 30 }, (_, n) => anOrder(WRITINGS[n % WRITINGS.length]!));
    const accepted = (await Promise.all(many.map(accept))).filter((id) => id !== null);
    expect(accepted).toHaveLength(1);
    expect(new Set(await guards())).toEqual(new Set(accepted));

    await become(accepted[0]!, 'rejected');
    for (const name of WRITINGS) {
      const next = await accept(anOrder(name));
      expect(next).not.toBeNull();
      await become(next!, 'rejected');
    }
  });

  it('takes no duplicate that is not wanted after one that was', async () => {
    expect(await accept(anOrder(PLAIN))).not.toBeNull();
    const second = await accept(anOrder(WRITINGS[1]!, true));
    expect(second).not.toBeNull();
    await become(second!, 'cancelled');
    for (const name of WRITINGS) expect(await accept(anOrder(name))).toBeNull();
  });

  it('retries no order while the same is on its way, written in another way', async () => {
    const first = anOrder(PLAIN);
    await accept(first);
    await become(first.id, 'failed');
    const second = anOrder(WRITINGS[1]!);
    expect(await accept(second)).toBe(second.id);

    expect(await retry(first.id)).toBe(false);
    await become(second.id, 'rejected');
    expect(await retry(first.id)).toBe(true);
    expect(await accept(anOrder(WRITINGS[2]!))).toBeNull();
  });

  it('sends none again that Sectigo has no trace of, once the same was ordered in another way', async () => {
    const reconciliations = new ReconciliationRepository(prisma);
    const first = anOrder(PLAIN);
    await accept(first);
    await become(first.id, 'outcome-unknown');
    await sql.query(
      `INSERT INTO reconciliations (order_id, next_check_at, first_absent_at, absent_fence)
       VALUES ($1, now(), now() - interval '1 hour', 0)`,
      [first.id],
    );
    await accept(anOrder(WRITINGS[1]!, true));

    expect(await reconciliations.resubmitIfProvenAbsent(first.id, 0)).toBeNull();
    await sql.query('UPDATE duplicate_guards SET order_id = $1', [first.id]);
    expect(await reconciliations.resubmitIfProvenAbsent(first.id, 0)).toMatchObject({ orderId: first.id });
  });

  describe('beside a program that knows the digest of what is written alone', () => {
    it('finds what that one has accepted', async () => {
      const first = anOrder(PLAIN);
      expect(await acceptAsBefore(first)).toBe(first.id);

      const second = anOrder(PLAIN);
      expect(await accept(second)).toBeNull();
      expect(await orders.findEarlier(second)).toMatchObject({ guard: 'certificate', orderId: first.id });
      expect(await guards()).toEqual([first.id]);
    });

    it('has its own found by that one', async () => {
      const first = anOrder(PLAIN);
      await accept(first);
      expect(await acceptAsBefore(anOrder(PLAIN))).toBeNull();
      const { rows } = await sql.query('SELECT id FROM orders WHERE certificate_digest = $1', [
        first.certificateDigest,
      ]);
      expect(rows).toEqual([{ id: first.id }]);
    });

    it('lets one of many through that come to both at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        await sql.query(RESET);
        const ways = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? accept : acceptAsBefore));
        const accepted = await Promise.all(ways.map((way) => way(anOrder(PLAIN))));
        expect(accepted.filter((id) => id !== null)).toHaveLength(1);
      }
    });

    it('takes an order again that failed there, and no other then', async () => {
      const first = anOrder(PLAIN);
      await acceptAsBefore(first);
      await become(first.id, 'failed');
      expect(await retry(first.id)).toBe(true);
      expect(await accept(anOrder(PLAIN))).toBeNull();
    });

    it('retries no order of that one while the same is on its way here', async () => {
      const first = anOrder(PLAIN);
      await acceptAsBefore(first);
      await become(first.id, 'failed');
      const second = anOrder(PLAIN);
      expect(await accept(second)).toBe(second.id);
      expect(await retry(first.id)).toBe(false);
    });
  });
});
