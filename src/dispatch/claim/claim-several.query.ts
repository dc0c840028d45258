import { type SendingConfig } from '../../config/config.js';
import { type Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import {
  claimAdmitted,
  IS_DUE,
  isFreeSlot,
  isOpenFor,
  leaseOf,
  needsTrial,
  NO_ORDER,
} from './claim.query.js';

/** The clients after this one. */
export interface Turn {
  readonly afterClientId: string;
  readonly worker: string;
  /** Fingerprint of the credentials; null when they cannot be read. */
  readonly login: string | null;
}

/**
 * Makes as many queued orders ours, or fewer, while nothing makes attempts wait for each other: the gate is open, the
 * login proven and the breaker closed. Else it changes nothing, and `claimStatement` finds out what may go. It locks and
 * makes the same changes in the same order, but never waits for a lock: rows that another transaction has locked are skipped
 * over.
 *
 * `turns` finds the clients that have something due, one probe of an index for each: those after the last one (lap 0), then
 * those before it (lap 1). Each gets an equal share, rounded up, of which the last round may be left.
 */
export function claimSeveralStatement(
  count: number,
  { afterClientId, worker, login }: Turn,
  config: SendingConfig,
): Prisma.Sql {
  return named('claim-orders')`
    WITH RECURSIVE turns (lap, client_id, place) AS (
      SELECT lap, client_id, 0 FROM (VALUES (0, ${afterClientId}), (1, '')) AS start (lap, client_id)
      WHERE EXISTS (SELECT FROM submission_gate WHERE ${isOpenFor(NO_ORDER)} AND NOT ${needsTrial(login)})
      UNION ALL
      SELECT lap, next.client_id, place + 1 FROM turns, LATERAL (
        SELECT client_id FROM orders
        WHERE client_id > turns.client_id AND (lap = 0 OR client_id <= ${afterClientId}) AND ${IS_DUE}
        ORDER BY client_id LIMIT 1
      ) AS next WHERE place < ${count}
    ), share AS MATERIALIZED (
      SELECT client_id, row_number() OVER ring AS place, ceil(${count}::float8 / count(*) OVER ())::int AS orders
      FROM turns WHERE place > 0 WINDOW ring AS (ORDER BY lap, client_id) ORDER BY place LIMIT ${count}
    ), due AS MATERIALIZED (
      SELECT share.client_id, place, oldest.* FROM share, LATERAL (
        SELECT id, fence + 1 AS fence, next_attempt_at FROM orders WHERE client_id = share.client_id AND ${IS_DUE}
        ORDER BY next_attempt_at, id LIMIT share.orders FOR NO KEY UPDATE SKIP LOCKED
      ) AS oldest
    ), round AS (
      SELECT id, fence, place, row_number() OVER (PARTITION BY client_id ORDER BY next_attempt_at, id) AS round FROM due
    ), wanted AS (
      SELECT id, fence, row_number() OVER (ORDER BY round, place) AS turn FROM round
    ), slot AS MATERIALIZED (
      SELECT n FROM submission_slots WHERE ${isFreeSlot(config.submissions.concurrency)}
      ORDER BY n LIMIT least(${count}::bigint, (SELECT count(*) FROM due)) FOR NO KEY UPDATE SKIP LOCKED
    ), numbered AS (
      SELECT n, row_number() OVER (ORDER BY n) AS turn FROM slot
    ), admitted AS MATERIALIZED (
      SELECT id, fence, n, turn, false AS trial FROM wanted JOIN numbered USING (turn)
    ), ${claimAdmitted(worker, leaseOf(config))}`;
}
