import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { type EventRow } from '../../events/event-log.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { assertNever } from '../../shared/assert-never.js';
import { type ReceiverReply } from '../receivers/webhook.client.js';
import { type DeliveryDecision, type DisabledReason } from './delivery-decision.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

export interface ClaimedDelivery {
  readonly seq: bigint;
  readonly webhookId: string;
  /** Fencing number: the outcome must carry it. */
  readonly fence: number;
  /** This one included. */
  readonly attempts: number;
  readonly url: string;
  /** The newest first. */
  readonly secrets: readonly string[];
  readonly event: Omit<EventRow, 'clientId'>;
  /** By the database's clock. */
  readonly sentAt: Date;
  /** Of the event's order; null: it is about none, or nobody traced. */
  readonly traceparent: string | null;
}

export interface TryReport {
  readonly reply: ReceiverReply;
  readonly durationMs: number;
}

type ClaimRow = Omit<ClaimedDelivery, 'secrets' | 'event'> &
  Omit<EventRow, 'clientId' | 'seq'> & {
    readonly eventSeq: bigint;
    readonly secret: string;
    readonly previousSecret: string | null;
  };

/** Orders use the same connections, so deliveries take no more than these, however many receivers have their turn. */
const MOST_CONNECTIONS = 2;

@Injectable()
export class DeliveryRepository {
  private readonly connections = pLimit(MOST_CONNECTIONS);

  constructor(private readonly prisma: PrismaService) {}

  /** Webhooks for which something is due, and nothing stands against sending it: any of them, so that none is passed over. */
  async findDue(limit: number): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      SELECT w.id FROM webhooks w JOIN clients c ON c.id = w.client_id
      WHERE w.disabled_at IS NULL AND c.disabled_at IS NULL
        AND EXISTS (SELECT FROM webhook_deliveries d
                    WHERE d.webhook_id = w.id AND d.status = 'pending' AND d.next_attempt_at <= now())
      ORDER BY random() LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /** Makes one due delivery of the webhook ours for a while, with all that is needed to send it; null if none is due. */
  async claim(webhookId: string, leaseMs: number): Promise<ClaimedDelivery | null> {
    const [row] = await this.connections(() =>
      this.prisma.$queryRaw<ClaimRow[]>(named('claim-delivery')`
      WITH due AS (
        SELECT d.seq FROM webhook_deliveries d
        WHERE d.webhook_id = ${webhookId} AND d.status = 'pending' AND d.next_attempt_at <= now()
          AND EXISTS (SELECT FROM webhooks w JOIN clients c ON c.id = w.client_id
                      WHERE w.id = d.webhook_id AND w.disabled_at IS NULL AND c.disabled_at IS NULL)
        ORDER BY d.next_attempt_at, d.seq LIMIT 1 FOR UPDATE SKIP LOCKED
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
           LEFT JOIN orders o ON o.id = e.order_id`),
    );
    return row ? toClaim(row) : null;
  }

  /** Writes what became of a try, unless somebody else has tried since. */
  async record(
    claim: ClaimedDelivery,
    { reply, durationMs }: TryReport,
    next: DeliveryDecision,
  ): Promise<void> {
    const [status, text] = reply.kind === 'replied' ? [reply.status, reply.text] : [null, null];
    const recorded = named('record-delivery')`
      UPDATE webhook_deliveries SET ${changesOf(next)}, last_status = ${status}, last_response = ${text},
             last_error = ${errorOf(reply)}, last_duration_ms = ${durationMs}
      WHERE seq = ${claim.seq} AND fence = ${claim.fence} AND status = 'pending'
      RETURNING webhook_id`;
    const statement = next.next === 'give-up' ? disabling(recorded, claim.url, next.reason) : recorded;
    await this.connections(() => this.prisma.$executeRaw(statement));
  }
}

function toClaim(row: ClaimRow): ClaimedDelivery {
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
  const secrets = previousSecret === null ? [secret] : [secret, previousSecret];
  return {
    seq,
    webhookId,
    fence,
    attempts,
    url,
    sentAt,
    traceparent,
    secrets,
    event: { ...event, seq: eventSeq },
  };
}

function errorOf(reply: ReceiverReply): string | null {
  if (reply.kind === 'failed') return reply.reason;
  return reply.status >= 200 && reply.status < 300 ? null : `status-${reply.status}`;
}

function changesOf(decision: DeliveryDecision): Prisma.Sql {
  switch (decision.next) {
    case 'done':
      return Prisma.sql`status = 'delivered', next_attempt_at = NULL, delivered_at = now()`;
    case 'again':
      return Prisma.sql`attempts = attempts - ${decision.counts ? 0 : 1},
        next_attempt_at = now() + ${intervalOf(decision.afterMs)}`;
    case 'give-up':
      return Prisma.sql`status = 'failed', next_attempt_at = NULL`;
    default:
      return assertNever(decision);
  }
}

/** The end of a delivery is also the end of its webhook, unless that leads elsewhere by now; its owner is told. */
function disabling(recorded: Prisma.Sql, url: string, reason: DisabledReason): Prisma.Sql {
  return named('record-delivery')`
    WITH recorded AS (${recorded}), disabled AS (
      UPDATE webhooks SET disabled_at = now(), disabled_reason = ${reason}
      WHERE id IN (SELECT webhook_id FROM recorded) AND url = ${url} AND disabled_at IS NULL
      RETURNING id, client_id
    )
    INSERT INTO events (client_id, type, data)
    SELECT client_id, 'webhook.disabled', jsonb_build_object('webhookId', id, 'reason', ${reason}::text) FROM disabled`;
}
