import { Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';
import { assertNever } from '../../shared/assert-never.js';
import { type ReceiverReply } from '../receivers/webhook.client.js';
import { type ClaimedDelivery } from './claim-deliveries.query.js';
import { type DeliveryDecision, type DisabledReason } from './delivery-decision.js';

/** A try that is over, and what it leads to. */
export interface Tried {
  readonly claim: Pick<ClaimedDelivery, 'seq' | 'fence' | 'url'>;
  readonly reply: ReceiverReply;
  readonly durationMs: number;
  readonly next: DeliveryDecision;
}

/** Writes what became of a try, unless somebody else has tried since. */
export function recordTryStatement({ claim, reply, durationMs, next }: Tried): Prisma.Sql {
  const { status, text, error } = tellingOf(reply);
  const recorded = named('record-delivery')`
    UPDATE webhook_deliveries SET ${changesOf(next)}, last_status = ${status}, last_response = ${text},
           last_error = ${error}, last_duration_ms = ${durationMs}
    WHERE seq = ${claim.seq} AND fence = ${claim.fence} AND status = 'pending'
    RETURNING webhook_id`;
  return next.next === 'give-up' ? disabling(recorded, claim.url, next.reason) : recorded;
}

/**
 * The same for tries that receivers took; tells which it has written. A row that somebody else writes just now is passed
 * over, so such a statement waits for nobody: neither for another nor for the deletion of a webhook.
 */
export function recordDeliveredStatement(tries: readonly Tried[]): Prisma.Sql {
  const tellings = tries.map(({ reply }) => tellingOf(reply));
  return named('record-deliveries')`
    WITH tried AS MATERIALIZED (
      SELECT tried.* FROM unnest(
        ${tries.map(({ claim }) => claim.seq)}::bigint[], ${tries.map(({ claim }) => claim.fence)}::int[],
        ${tellings.map(({ status }) => status)}::int[], ${tellings.map(({ text }) => text)}::text[],
        ${tries.map(({ durationMs }) => durationMs)}::int[]
      ) AS tried (seq, fence, status, text, duration_ms), LATERAL (
        SELECT FROM webhook_deliveries d
        WHERE d.seq = tried.seq AND d.fence = tried.fence AND d.status = 'pending' FOR NO KEY UPDATE SKIP LOCKED
      ) AS own
    )
    UPDATE webhook_deliveries d SET ${DELIVERED}, last_status = tried.status, last_response = tried.text,
           last_error = NULL, last_duration_ms = tried.duration_ms
    FROM tried WHERE d.seq = tried.seq
    RETURNING d.seq::text`;
}

const DELIVERED = Prisma.sql`status = 'delivered', next_attempt_at = NULL, delivered_at = now()`;

function changesOf(decision: DeliveryDecision): Prisma.Sql {
  switch (decision.next) {
    case 'done':
      return DELIVERED;
    case 'again':
      return Prisma.sql`attempts = attempts - ${decision.counts ? 0 : 1},
        next_attempt_at = now() + ${intervalOf(decision.afterMs)}`;
    case 'give-up':
      return Prisma.sql`status = 'failed', next_attempt_at = NULL`;
    default:
      return assertNever(decision);
  }
}

interface Telling {
  readonly status: number | null;
  readonly text: string | null;
  readonly error: string | null;
}

function tellingOf(reply: ReceiverReply): Telling {
  if (reply.kind === 'failed') return { status: null, text: null, error: reply.reason };
  const { status, text } = reply;
  return { status, text, error: status >= 200 && status < 300 ? null : `status-${status}` };
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
