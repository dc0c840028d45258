import { type EventRow } from '../../events/event-log.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

export interface ClaimedDelivery {
  readonly seq: bigint;
  readonly webhookId: string;
  /** Fencing number: the outcome must carry it. */
  readonly fence: number;
  /** This one included. */
  readonly attempts: number;
  readonly url: string;
  /** As they are stored; the newest first. */
  readonly secrets: readonly string[];
  readonly event: Omit<EventRow, 'clientId'>;
  /** By the database's clock. */
  readonly sentAt: Date;
  /** Of the event's order; null: it is about none, or nobody traced. */
  readonly traceparent: string | null;
}

/** As the driver reads it: a bigint is text. */
export type ClaimedRow = Omit<ClaimedDelivery, 'seq' | 'secrets' | 'event'> &
  Omit<EventRow, 'clientId' | 'seq'> & {
    readonly seq: string;
    readonly eventSeq: string;
    readonly secret: string;
    readonly previousSecret: string | null;
  };

/** That the secret of the webhook `w` is under one of these keys. What waits for another key loses no try. */
export function signableWith(keyIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`split_part(w.secret, ':', 2) = ANY(${keyIds}::text[])`;
}

/**
 * Makes due deliveries ours for a while, of each of these webhooks as many as it is named, the longest due first; with
 * all that is needed to send them. What another process is taking at the same moment is passed over, so nobody waits, and
 * so is what this process cannot sign.
 */
export function claimDeliveriesStatement(
  webhookIds: readonly string[],
  leaseMs: number,
  keyIds: readonly string[],
): Prisma.Sql {
  return named('claim-deliveries')`
    WITH asked AS (
      SELECT w.id AS webhook_id, count(*) AS most
      FROM unnest(${webhookIds}::text[]) AS named (id) JOIN webhooks w USING (id) JOIN clients c ON c.id = w.client_id
      WHERE w.disabled_at IS NULL AND c.disabled_at IS NULL AND ${signableWith(keyIds)}
      GROUP BY w.id
    ), due AS MATERIALIZED (
      SELECT due.seq FROM asked, LATERAL (
        SELECT d.seq FROM webhook_deliveries d
        WHERE d.webhook_id = asked.webhook_id AND d.status = 'pending' AND d.next_attempt_at <= now()
        ORDER BY d.next_attempt_at, d.seq LIMIT asked.most FOR UPDATE SKIP LOCKED
      ) AS due
    ), claimed AS (
      UPDATE webhook_deliveries d SET attempts = attempts + 1, fence = fence + 1, last_attempt_at = now(),
             next_attempt_at = now() + ${intervalOf(leaseMs)}
      FROM due WHERE d.seq = due.seq
      RETURNING d.seq, d.webhook_id, d.event_seq, d.fence, d.attempts
    )
    SELECT claimed.seq, claimed.webhook_id AS "webhookId", claimed.fence, claimed.attempts, url, secret, now() AS "sentAt",
           CASE WHEN previous_secret_until > now() THEN previous_secret END AS "previousSecret",
           e.seq AS "eventSeq", e.type, e.order_id AS "orderId", e.version, e.data, e.created_at AS "createdAt", o.traceparent
    FROM claimed JOIN webhooks w ON w.id = claimed.webhook_id JOIN events e ON e.seq = claimed.event_seq
         LEFT JOIN orders o ON o.id = e.order_id`;
}

export function toClaimedDelivery(row: ClaimedRow): ClaimedDelivery {
  const {
    seq,
    webhookId,
    fence,
    attempts,
    url,
    sentAt,
    traceparent,
    secret,
    previousSecret,
    eventSeq,
    ...event
  } = row;
  return {
    seq: BigInt(seq),
    webhookId,
    fence,
    attempts,
    url,
    sentAt,
    traceparent,
    secrets: previousSecret === null ? [secret] : [secret, previousSecret],
    event: { ...event, seq: BigInt(eventSeq) },
  };
}
