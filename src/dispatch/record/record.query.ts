import { type SendingConfig } from '../../config/config.js';
import { appendEvent } from '../../events/append-event.query.js';
import { settleableFrom } from '../../orders/domain/order-status.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { FREED_SLOT } from '../claim/claim.query.js';
import { type Decision } from './interpret.js';
import { gateChange, type Recorded } from './gate-change.query.js';
import { anyOrderMove, TELL_SETTLED } from '../../orders/order-move.query.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

/** What the move of an order leaves to do. */
export interface RecordedRow {
  /** The order's new version. */
  readonly version: number;
  /** Whether it went through a closed gate, to find out whether Sectigo takes our orders again. */
  readonly isProbe: boolean;
}

/** An order under way can have become the probe only before it was claimed, so no other statement need look. */
export const IS_PROBE = Prisma.sql`EXISTS (SELECT FROM submission_gate WHERE closed_at IS NOT NULL AND probe_order_id = settled.id)`;

/**
 * The attempt's row and its place always; the order only while this attempt is its newest and the move is allowed. Rows
 * are locked in the order of the claim, order, place, gate, so that the two never wait for each other.
 */
export function recordStatement(recorded: Recorded, config: SendingConfig): Prisma.Sql {
  const { claim, decision, report } = recorded;
  const { exchange } = report;
  const move = anyOrderMove(settleableFrom(decision.status), decision.status);
  const ofAttempt = Prisma.sql`order_id = ${claim.orderId} AND fence = ${claim.fence}`;
  return named('record-outcome')`
    WITH settled AS (
      UPDATE orders SET ${move.set}, lease_expires_at = NULL, ${changesOf(decision)}
      WHERE id = ${claim.orderId} AND fence = ${claim.fence} AND ${move.from}
      RETURNING id, client_id, version, status, problem
    ), freed AS (
      UPDATE ${FREED_SLOT} WHERE ${ofAttempt} RETURNING n
    ), attempt AS (
      UPDATE attempts SET finished_at = now(), outcome = ${report.outcome}, reason = ${report.reason},
             http_status = ${exchange.httpStatus}, sectigo_code = ${report.sectigoCode},
             sectigo_message = ${report.sectigoMessage}, request_digest = ${exchange.requestDigest},
             reply_digest = ${exchange.replyDigest}, raw_reply = ${exchange.rawReply},
             raw_reply_framed = ${exchange.rawReplyFramed}, duration_ms = ${exchange.durationMs}
      WHERE ${ofAttempt}
    ), gate AS (${gateChange(recorded, config)}
    ), event AS (${appendEvent('settled', `order.${decision.status}`)})
    SELECT version, ${IS_PROBE} AS "isProbe", ${TELL_SETTLED} FROM settled`;
}

function changesOf(decision: Decision): Prisma.Sql {
  switch (decision.status) {
    case 'placed': {
      const { orderNumber, certificateId, certificateState, cost, paymentOutstanding } = decision.placed;
      return Prisma.sql`problem = NULL, placed_at = now(), sectigo_order_number = ${orderNumber},
        certificate_id = ${certificateId}, certificate_state = ${certificateState}, cost = ${cost}::numeric,
        payment_outstanding = ${paymentOutstanding}`;
    }
    case 'queued':
      return Prisma.sql`next_attempt_at = now() + ${intervalOf(decision.delayMs)},
        attempts = attempts - ${decision.counts ? 0 : 1}`;
    case 'rejected':
    case 'failed':
    case 'held':
    case 'outcome-unknown':
      return Prisma.sql`problem = ${JSON.stringify(decision.problem)}::jsonb`;
  }
}
