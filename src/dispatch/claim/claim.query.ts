import { leaseMsOf, type SendingConfig } from '../../config/config.js';
import { appendEvent } from '../../events/append-event.query.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { orderMove } from '../../orders/order-move.query.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

/** A job may fire a moment before the database's clock says so. */
const EARLY_MS = 250;
const MINUTE_MS = 60_000;

export interface Claim {
  readonly orderId: string;
  readonly clientId: string;
  /** Fencing number: every later write of this attempt carries it. */
  readonly fence: number;
  /** This one included. */
  readonly attempts: number;
  readonly details: OrderDetails;
  /** It goes alone: Sectigo has not accepted the login yet, or could not be reached. */
  readonly trial: boolean;
  /** Since the order was accepted, by the database's clock. */
  readonly ageMs: number;
  /** Trace context of the span that accepted it; null: not traced. */
  readonly traceparent: string | null;
}

/** That order alone, or the next by turns: the oldest that is due of the client that comes after this one. */
export type Wanted = { readonly orderId: string } | { readonly afterClientId: string };

export type Claimant = Wanted & {
  readonly worker: string;
  /** Fingerprint of the credentials; null when they cannot be read. */
  readonly login: string | null;
};

/** What follows UPDATE where a place among the attempts under way is free again. */
export const FREED_SLOT = Prisma.sql`submission_slots AS slot SET order_id = NULL, fence = NULL, until = NULL`;

const CLAIM = orderMove(['queued'], 'submitting');
export const IS_DUE = Prisma.sql`${CLAIM.from} AND next_attempt_at <= now() + ${intervalOf(EARLY_MS)}`;
export const isOpenFor = (orderId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  (closed_at IS NULL OR probe_order_id = ${orderId}) AND (not_before IS NULL OR not_before <= now())`;
/** Not the probe: that one is asked for by its id. */
export const NO_ORDER = Prisma.sql`NULL`;
/** One attempt alone has to find out whether Sectigo takes the login, or can be reached again. */
export const needsTrial = (login: string | null): Prisma.Sql => Prisma.sql`
  ((proven_login = ${login}::text) IS NOT TRUE OR slowed_by IS NOT DISTINCT FROM 'breaker')`;

/** The trial is free and nobody waits for it, or a command has returned it: then orders come next. */
const TRIAL_IS_FREE = Prisma.sql`
  (trial_order_id IS NULL OR (greatest(trial_until, trial_wanted_until) <= now()) IS NOT FALSE)`;

/**
 * Makes a queued order ours. One statement: it finds and locks the order, a free place among the attempts under way and, where
 * one attempt at a time may pass, the gate, always in this order; it then changes all of them or none. A row that was
 * locked is looked at again as it is then, so of any number of workers one gets it.
 */
export function claimStatement(claimant: Claimant, config: SendingConfig): Prisma.Sql {
  const { worker, login } = claimant;
  const { concurrency, perMinute } = config.submissions;
  const lease = leaseOf(config);
  return named('claim-order')`
    WITH ${'orderId' in claimant ? thatOrder(claimant.orderId) : nextByTurns(claimant.afterClientId)}, slot AS MATERIALIZED (
      SELECT n FROM submission_slots
      WHERE ${isFreeSlot(concurrency)} AND EXISTS (SELECT FROM wanted)
      ORDER BY n LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    ), ${admission(login, lease, perMinute)}, admitted AS (
      SELECT wanted.id, wanted.fence, slot.n, 1 AS turn, trial FROM wanted, slot, pass
    ), ${claimAdmitted(worker, lease)}`;
}

export const leaseOf = (config: SendingConfig): Prisma.Sql =>
  Prisma.sql`now() + ${intervalOf(leaseMsOf(config))}`;

export const isFreeSlot = (concurrency: number): Prisma.Sql =>
  Prisma.sql`n <= ${concurrency} AND (until IS NULL OR until <= now())`;

/**
 * The end of a statement that claims: makes ours what `admitted` has, that is orders that are locked, each with its next
 * fencing number, a place that is locked, and its turn.
 */
export function claimAdmitted(worker: string, lease: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`claimed AS (
      UPDATE orders SET ${CLAIM.set}, fence = admitted.fence, attempts = attempts + 1, problem = NULL,
             next_attempt_at = NULL, lease_expires_at = ${lease}
      FROM admitted WHERE orders.id = admitted.id
      RETURNING orders.id, client_id, version, status, problem, orders.fence, attempts, details, trial, traceparent,
                extract(epoch FROM now() - created_at)::float8 * 1000 AS age_ms, n, turn
    ), taken AS (
      UPDATE submission_slots SET order_id = claimed.id, fence = claimed.fence, until = ${lease}
      FROM claimed WHERE submission_slots.n = claimed.n
    ), attempt AS (
      INSERT INTO attempts (order_id, fence, worker, stage) SELECT id, fence, ${worker}, 'claimed' FROM claimed
    ), event AS (${appendEvent('claimed', 'order.submitting')})
    SELECT id AS "orderId", client_id AS "clientId", fence, attempts, details, trial, age_ms AS "ageMs", traceparent
    FROM claimed ORDER BY turn`;
}

function thatOrder(orderId: string): Prisma.Sql {
  const open = isOpenFor(Prisma.sql`${orderId}`);
  return Prisma.sql`wanted AS MATERIALIZED (
      SELECT id, fence + 1 AS fence FROM orders
      WHERE id = ${orderId} AND ${IS_DUE} AND EXISTS (SELECT FROM submission_gate WHERE ${open})
      FOR NO KEY UPDATE
    )`;
}

/** Clients take turns in the order of their ids. Orders that another worker is about to claim are skipped. */
function nextByTurns(afterClientId: string): Prisma.Sql {
  const oldestOf = (clients: Prisma.Sql): Prisma.Sql => Prisma.sql`
    SELECT id, fence + 1 AS fence FROM orders
    WHERE ${clients} AND ${IS_DUE} AND EXISTS (SELECT FROM submission_gate WHERE ${isOpenFor(NO_ORDER)})
    ORDER BY client_id, next_attempt_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`;
  const atTheStart = Prisma.sql`client_id <= ${afterClientId} AND NOT EXISTS (SELECT FROM ahead)`;
  return Prisma.sql`ahead AS MATERIALIZED (${oldestOf(Prisma.sql`client_id > ${afterClientId}`)}
    ), around AS MATERIALIZED (${oldestOf(atTheStart)}
    ), wanted AS MATERIALIZED (SELECT id, fence FROM ahead UNION ALL SELECT id, fence FROM around)`;
}

/** The gate is written, and so locked, only where one attempt has to wait for another: else many may pass at once. */
function admission(login: string | null, lease: Prisma.Sql, perMinute: number): Prisma.Sql {
  const open = isOpenFor(Prisma.sql`wanted.id`);
  const trial = needsTrial(login);
  const paced = perMinute > 0;
  return Prisma.sql`passed AS (
      UPDATE submission_gate
      SET trial_order_id = CASE WHEN ${trial} THEN wanted.id ELSE trial_order_id END,
          trial_fence = CASE WHEN ${trial} THEN wanted.fence ELSE trial_fence END,
          trial_until = CASE WHEN ${trial} THEN ${lease} ELSE trial_until END,
          next_send_at = CASE WHEN ${paced} THEN clock_timestamp() + ${intervalOf(paceMs(perMinute))} END
      FROM wanted, slot
      WHERE ${open} AND (${paced} OR ${trial})
        AND (NOT ${trial} OR ${TRIAL_IS_FREE})
        AND (NOT ${paced} OR next_send_at IS NULL OR next_send_at <= clock_timestamp())
      RETURNING ${trial} AS trial
    ), pass AS (
      SELECT trial FROM passed UNION ALL
      SELECT false FROM submission_gate, wanted, slot WHERE ${open} AND NOT ${paced} AND NOT ${trial}
    )`;
}

/**
 * After a claim that got nothing: milliseconds until the earliest moment at which another may, 0 when only
 * another attempt blocks it; null if there is nothing to wait for.
 */
export function refusalStatement(wanted: Wanted): Prisma.Sql {
  const order = 'orderId' in wanted ? Prisma.sql`${wanted.orderId}` : NO_ORDER;
  const isWanted = 'orderId' in wanted ? Prisma.sql`id = ${wanted.orderId}` : Prisma.sql`TRUE`;
  return named('look-for-orders')`
    SELECT CASE WHEN EXISTS (SELECT FROM orders WHERE ${isWanted} AND ${IS_DUE})
                 AND (closed_at IS NULL OR probe_order_id = ${order})
           THEN extract(epoch FROM greatest(not_before, next_send_at, now()) - now()) * 1000
           END::float8 AS "waitMs"
    FROM submission_gate`;
}

function paceMs(perMinute: number): number {
  return perMinute > 0 ? MINUTE_MS / perMinute : 0;
}
