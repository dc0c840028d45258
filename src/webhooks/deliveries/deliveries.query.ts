import { Injectable } from '@nestjs/common';
import { type Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

const WITH_EVENT = {
  event: { select: { type: true, orderId: true } },
} satisfies Prisma.WebhookDeliveryInclude;

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

  /** Due now, with all its tries before it; the new fencing number shuts out the outcome of a try that is under way. */
  async replay(seq: bigint): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE webhook_deliveries SET status = 'pending', attempts = 0, fence = fence + 1, next_attempt_at = now(),
             delivered_at = NULL WHERE seq = ${seq}`;
  }

  /** An event that is told to this webhook alone. */
  async addTest(webhookId: string, clientId: string): Promise<bigint> {
    const [row] = await this.prisma.$queryRaw<{ seq: bigint }[]>`
      WITH event AS (
        INSERT INTO events (client_id, type, data)
        VALUES (${clientId}, 'webhook.test', jsonb_build_object('webhookId', ${webhookId}::text)) RETURNING seq
      )
      INSERT INTO webhook_deliveries (webhook_id, event_seq) SELECT ${webhookId}, seq FROM event RETURNING seq`;
    if (!row) throw new Error('a delivery was not stored');
    return row.seq;
  }
}
