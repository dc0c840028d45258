import { type SendingConfig } from '../../config/config.js';
import { appendEvent } from '../../events/append-event.query.js';
import { settleableFrom } from '../../orders/domain/order-status.js';
import { anyOrderMove, TELL_SETTLED } from '../../orders/order-move.query.js';
import { type Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { type Placed } from '../../sectigo/index.js';
import { FREED_SLOT } from '../claim/claim.query.js';
import { gateChange, type Recorded } from './gate-change.query.js';
import { IS_PROBE, type RecordedRow } from './record.query.js';

/** What most attempts come to: the order is placed, and nothing is new about the login. */
export type RecordedPlaced = Recorded & {
  readonly decision: { readonly status: 'placed'; readonly placed: Placed };
};

export interface RecordedPlacedRow extends RecordedRow {
  readonly orderId: string;
}

const PLACE = anyOrderMove(settleableFrom('placed'), 'placed');

/** Whether the attempt tells all others no more than that Sectigo was reached: a trial writes its login into the gate. */
export function isPlainlyPlaced(recorded: Recorded): recorded is RecordedPlaced {
  const { claim, decision, finding } = recorded;
  return (
    decision.status === 'placed' &&
    !claim.trial &&
    finding.login === 'accepted' &&
    finding.reach === 'reached'
  );
}

/**
 * What `recordStatement` does for each of these, with the same guards for each; an order that has gone on without its
 * attempt is none of the rows. Orders are locked in the order of their ids, then places, the gate and attempts: a place and an
 * attempt are locked by nobody else while their order is, but for attempts that are being marked as sent, and for these
 * the order of ids holds as well.
 */
export function recordPlacedStatement(
  recorded: readonly [RecordedPlaced, ...RecordedPlaced[]],
  config: SendingConfig,
): Prisma.Sql {
  return named('record-placed')`
    WITH asked AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(recorded.map(toRow))}::json) AS asked (
        order_id text, fence int, order_number text, certificate_id text, certificate_state text, cost numeric,
        payment_outstanding boolean, outcome text, reason text, http_status int, sectigo_code int, sectigo_message text,
        request_digest text, reply_digest text, raw_reply text, raw_reply_framed boolean, duration_ms int)
      ORDER BY order_id, fence
    ), own AS MATERIALIZED (
      SELECT asked.* FROM asked, LATERAL (
        SELECT FROM orders WHERE id = asked.order_id AND orders.fence = asked.fence AND ${PLACE.from} FOR NO KEY UPDATE
      ) AS own
    ), settled AS (
      UPDATE orders SET ${PLACE.set}, lease_expires_at = NULL, problem = NULL, placed_at = now(),
             sectigo_order_number = order_number, certificate_id = own.certificate_id,
             certificate_state = own.certificate_state, cost = own.cost, payment_outstanding = own.payment_outstanding
      FROM own WHERE id = own.order_id
      RETURNING id, client_id, version, status, problem
    ), freed AS (
      UPDATE ${FREED_SLOT} FROM asked WHERE slot.order_id = asked.order_id AND slot.fence = asked.fence RETURNING n
    ), tried AS MATERIALIZED (
      SELECT asked.* FROM asked, LATERAL (
        SELECT FROM attempts WHERE order_id = asked.order_id AND attempts.fence = asked.fence FOR NO KEY UPDATE
      ) AS tried
    ), attempt AS (
      UPDATE attempts SET finished_at = now(), outcome = tried.outcome, reason = tried.reason,
             http_status = tried.http_status, sectigo_code = tried.sectigo_code, sectigo_message = tried.sectigo_message,
             request_digest = tried.request_digest, reply_digest = tried.reply_digest, raw_reply = tried.raw_reply,
             raw_reply_framed = tried.raw_reply_framed,
             duration_ms = tried.duration_ms
      FROM tried WHERE attempts.order_id = tried.order_id AND attempts.fence = tried.fence
    ), gate AS (${gateChange(recorded[0], config)}
    ), event AS (${appendEvent('settled', 'order.placed')})
    SELECT id AS "orderId", version, ${IS_PROBE} AS "isProbe", ${TELL_SETTLED} FROM settled`;
}

/** Columns by name. */
function toRow({
  claim,
  decision,
  report,
}: RecordedPlaced): Record<string, string | number | boolean | null> {
  const { placed } = decision;
  const { exchange } = report;
  return {
    order_id: claim.orderId,
    fence: claim.fence,
    order_number: placed.orderNumber,
    certificate_id: placed.certificateId,
    certificate_state: placed.certificateState,
    cost: placed.cost,
    payment_outstanding: placed.paymentOutstanding,
    outcome: report.outcome,
    reason: report.reason,
    http_status: exchange.httpStatus,
    sectigo_code: report.sectigoCode,
    sectigo_message: report.sectigoMessage,
    request_digest: exchange.requestDigest,
    reply_digest: exchange.replyDigest,
    raw_reply: exchange.rawReply,
    raw_reply_framed: exchange.rawReplyFramed,
    duration_ms: exchange.durationMs,
  };
}
