import { type Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { type Claim } from '../claim/claim.query.js';

/** An attempt, by what its rows are found by. */
export type AttemptKey = Pick<Claim, 'orderId' | 'fence'>;

/** An attempt that is about to be sent. */
export interface Sending extends AttemptKey {
  /** Whether its form carries the order's id, for Sectigo's report to find it by. */
  readonly carriesOurId: boolean;
}

/**
 * Marks attempts as sending, and returns those that may send. A statement that gives one up for lost writes the same row,
 * so exactly one of the two wins. Rows are locked in the order of their ids, as by every statement of several attempts.
 */
export function markSendingStatement(attempts: readonly Sending[]): Prisma.Sql {
  return named('mark-sending')`
    WITH asked AS (
      SELECT * FROM unnest(${attempts.map(({ orderId }) => orderId)}::text[], ${attempts.map(({ fence }) => fence)}::int[],
                           ${attempts.map(({ carriesOurId }) => carriesOurId)}::boolean[])
                    AS asked (order_id, fence, carries_our_id) ORDER BY order_id, fence
    ), waiting AS MATERIALIZED (
      SELECT asked.* FROM asked, LATERAL (
        SELECT FROM attempts
        WHERE order_id = asked.order_id AND attempts.fence = asked.fence AND stage = 'claimed' AND outcome IS NULL
        FOR NO KEY UPDATE
      ) AS waiting
    )
    UPDATE attempts SET stage = 'sending', carries_our_id = waiting.carries_our_id FROM waiting
    WHERE attempts.order_id = waiting.order_id AND attempts.fence = waiting.fence
    RETURNING attempts.order_id AS "orderId", attempts.fence`;
}
