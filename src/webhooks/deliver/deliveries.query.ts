import { Injectable } from '@nestjs/common';
import { type Actor } from '../../access/principal.js';
import { appendAudit } from '../../audit/append-audit.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

const WITH_EVENT = {
  event: { select: { type: true, orderId: true } },
} satisfies Prisma.WebhookDeliveryInclude;

/** The public id of a delivery. */
const DELIVERY_ID = Prisma.sql`'dlv_' || lpad(seq::text, 19, '0')`;

export type DeliveryRow = Prisma.WebhookDeliveryGetPayload<{ include: typeof WITH_EVENT }>;

/** What a webhook's owner may see and start of its deliveries. */
@Injectable()
export class DeliveriesQuery {
  constructor(private readonly prisma: PrismaService) {}

  async find(webhookId: string, seq: bigint): Promise<DeliveryRow | null> {
    return this.prisma.webhookDelivery.findFirst({ where: { seq, webhookId }, include: WITH_EVENT });
  }

  async list(
    webhookId: string,
    { status, before }: { status?: string | undefined; before?: bigint | undefined },
    limit: number,
  ): Promise<DeliveryRow[]> {
    return this.prisma.webhookDelivery.findMany({
      where: {
        webhookId,
        ...(status !== undefined && { status }),
        ...(before !== undefined && { seq: { lt: before } }),
      },
      orderBy: { seq: 'desc' },
      take: limit,
      include: WITH_EVENT,
    });
  }

  /** Of an order's events, newest first. They come first: an order has few, and no index leads from it to deliveries. */
  async ofOrder(
    orderId: string,
    { before, clientId }: { before?: bigint | undefined; clientId?: string | undefined },
    limit: number,
  ): Promise<DeliveryRow[]> {
    const events = await this.prisma.event.findMany({ where: { orderId }, select: { seq: true } });
    return this.prisma.webhookDelivery.findMany({
      where: {
        eventSeq: { in: events.map(({ seq }) => seq) },
        ...(clientId !== undefined && { webhook: { clientId } }),
        ...(before !== undefined && { seq: { lt: before } }),
      },
      orderBy: { seq: 'desc' },
      take: limit,
      include: WITH_EVENT,
    });
  }

  /**
   * Due now, with all its tries before it; the new fencing number shuts out the outcome of a try that is under way. The
   * webhook is locked before: who deletes it takes its deliveries after the audit trail.
   */
  async replay(webhookId: string, seq: bigint, by: Actor): Promise<void> {
    await this.prisma.$executeRaw`
      WITH webhook AS (
        SELECT id FROM webhooks WHERE id = ${webhookId} FOR KEY SHARE
      ), old_row AS (
        SELECT seq, webhook_id, jsonb_build_object('deliveryId', ${DELIVERY_ID}, 'status', status) AS before
        FROM webhook_deliveries WHERE seq = ${seq} AND webhook_id IN (SELECT id FROM webhook) FOR NO KEY UPDATE
      ), replayed AS (
        UPDATE webhook_deliveries AS d SET status = 'pending', attempts = 0, fence = fence + 1, next_attempt_at = now(),
               delivered_at = NULL
        FROM old_row WHERE d.seq = old_row.seq
        RETURNING d.webhook_id AS id, before, before || jsonb_build_object('status', d.status) AS after
      )
      ${appendAudit('replayed', { by, action: 'webhook.replay' })}`;
  }

  /** An event that is told to this webhook alone; undefined if there is no such webhook any more. */
  async addTest(webhookId: string, by: Actor): Promise<bigint | undefined> {
    const [row] = await this.prisma.$queryRaw<{ seq: bigint }[]>`
      WITH webhook AS (
        SELECT id, client_id FROM webhooks WHERE id = ${webhookId} FOR KEY SHARE
      ), event AS (
        INSERT INTO events (client_id, type, data)
        SELECT client_id, 'webhook.test', jsonb_build_object('webhookId', id) FROM webhook RETURNING seq
      ), delivery AS (
        INSERT INTO webhook_deliveries (webhook_id, event_seq) SELECT webhook.id, event.seq FROM webhook, event
        RETURNING webhook_id AS id, seq, NULL::jsonb AS before, jsonb_build_object('deliveryId', ${DELIVERY_ID}) AS after
      ), audit AS (${appendAudit('delivery', { by, action: 'webhook.test' })})
      SELECT seq FROM delivery`;
    return row?.seq;
  }
}
