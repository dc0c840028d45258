import { Injectable } from '@nestjs/common';
import { type Actor } from '../../access/principal.js';
import { appendAudit } from '../../audit/append-audit.query.js';
import { Prisma, type Webhook } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type Id } from '../../shared/ids.js';

export type WebhookRow = Webhook;

export interface NewWebhook {
  readonly id: Id<'whk'>;
  readonly clientId: string;
  readonly url: string;
  readonly description: string | null;
  readonly eventTypes: string[];
  /** As it is to be stored. */
  readonly secret: string;
}

/** What may be changed; members that are absent stay as they are. */
export interface WebhookChange {
  readonly url?: string;
  readonly description?: string | null;
  readonly eventTypes?: string[];
  readonly enabled?: boolean;
}

/** What the audit trail keeps of a webhook: of its address the host, because what follows it may be a secret. */
const AUDITED = Prisma.sql`jsonb_build_object('urlHost', substring(url from '^[a-z]+://([^/?#]+)'),
  'eventTypes', event_types, 'enabled', disabled_at IS NULL, 'disabledReason', disabled_reason)`;

const ENABLED = Prisma.sql`disabled_at = NULL, disabled_reason = NULL`;
const DISABLED = Prisma.sql`disabled_at = coalesce(disabled_at, now()), disabled_reason = coalesce(disabled_reason, 'requested')`;

@Injectable()
export class WebhooksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null, and nothing stored, if the client has as many already: also if several are wished for at the same time. */
  async create(webhook: NewWebhook, mostOfAClient: number, by: Actor): Promise<WebhookRow | null> {
    const { id, clientId, url, description, eventTypes, secret } = webhook;
    await this.prisma.$transaction([
      // one after the other for each client; orders, which refer to the client, do not wait for it
      this.prisma.$executeRaw`SELECT FROM clients WHERE id = ${clientId} FOR NO KEY UPDATE`,
      this.prisma.$executeRaw`
        WITH made AS (
          INSERT INTO webhooks (id, client_id, url, description, event_types, secret)
          SELECT ${id}, ${clientId}, ${url}, ${description}::text, ${eventTypes}::text[], ${secret}
          WHERE (SELECT count(*) FROM webhooks WHERE client_id = ${clientId}) < ${mostOfAClient}
          RETURNING id, NULL::jsonb AS before, ${AUDITED} AS after
        )
        ${appendAudit('made', { by, action: 'webhook.create' })}`,
    ]);
    return this.find(id);
  }

  count(clientId: string): Promise<number> {
    return this.prisma.webhook.count({ where: { clientId } });
  }

  /** The webhook if the client may see it; `undefined` as client means every webhook. */
  async find(id: string, clientId?: string): Promise<WebhookRow | null> {
    return this.prisma.webhook.findFirst({ where: { id, ...(clientId !== undefined && { clientId }) } });
  }

  async list(clientId: string | undefined, limit: number, cursor?: string): Promise<WebhookRow[]> {
    return this.prisma.webhook.findMany({
      where: {
        ...(clientId !== undefined && { clientId }),
        ...(cursor !== undefined && { id: { lt: cursor } }),
      },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** What is as it was already is no change, and leaves no trace. */
  async change(
    id: string,
    { url, description, eventTypes, enabled }: WebhookChange,
    by: Actor,
  ): Promise<void> {
    const columns = [
      ...(url === undefined ? [] : [Prisma.sql`url = ${url}`]),
      ...(description === undefined ? [] : [Prisma.sql`description = ${description}::text`]),
      ...(eventTypes === undefined ? [] : [Prisma.sql`event_types = ${eventTypes}::text[]`]),
      ...(enabled === undefined ? [] : [enabled ? ENABLED : DISABLED]),
    ];
    if (columns.length === 0) return;
    await this.prisma.$executeRaw`
      WITH old_row AS (
        SELECT id, url, description, ${AUDITED} AS before FROM webhooks WHERE id = ${id} FOR NO KEY UPDATE
      ), changed AS (
        UPDATE webhooks AS w SET ${Prisma.join(columns)} FROM old_row WHERE w.id = old_row.id
        RETURNING w.id, w.url, w.event_types, w.disabled_at, w.disabled_reason, before,
                  w.url <> old_row.url AS moved, w.description IS DISTINCT FROM old_row.description AS described
      ), compared AS (
        SELECT id, before, ${AUDITED} || jsonb_strip_nulls(jsonb_build_object(
                 'urlChanged', nullif(moved, false), 'descriptionChanged', nullif(described, false))) AS after
        FROM changed
      ), altered AS (SELECT * FROM compared WHERE before <> after)
      ${appendAudit('altered', { by, action: 'webhook.update' })}`;
  }

  /**
   * The secret of before signs as well for a day, so that receivers can be told of the new one in peace. `secret` is as it
   * is to be stored.
   */
  async rotateSecret(id: string, secret: string, by: Actor): Promise<void> {
    await this.prisma.$executeRaw`
      WITH rotated AS (
        UPDATE webhooks
        SET previous_secret = secret, previous_secret_until = now() + interval '24 hours', secret = ${secret}
        WHERE id = ${id}
        RETURNING id, NULL::jsonb AS before, jsonb_build_object('previousSecretUntil', previous_secret_until) AS after
      )
      ${appendAudit('rotated', { by, action: 'webhook.rotate-secret' })}`;
  }

  /** With its deliveries. */
  async delete(id: string, by: Actor): Promise<void> {
    await this.prisma.$executeRaw`
      WITH deleted AS (
        DELETE FROM webhooks WHERE id = ${id} RETURNING id, ${AUDITED} AS before, NULL::jsonb AS after
      )
      ${appendAudit('deleted', { by, action: 'webhook.delete' })}`;
  }
}
