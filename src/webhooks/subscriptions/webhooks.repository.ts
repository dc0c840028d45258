import { Injectable } from '@nestjs/common';
import { type Webhook } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type Id } from '../../shared/ids.js';

export type WebhookRow = Webhook;

export interface NewWebhook {
  readonly id: Id<'whk'>;
  readonly clientId: string;
  readonly url: string;
  readonly description: string | null;
  readonly eventTypes: string[];
  readonly secret: string;
}

/** What may be changed; members that are absent stay as they are. */
export interface WebhookChange {
  readonly url?: string;
  readonly description?: string | null;
  readonly eventTypes?: string[];
}

@Injectable()
export class WebhooksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null, and nothing stored, if the client has as many already: also if several are wished for at the same time. */
  async create(webhook: NewWebhook, mostOfAClient: number): Promise<WebhookRow | null> {
    const { id, clientId, url, description, eventTypes, secret } = webhook;
    await this.prisma.$transaction([
      // one after the other for each client; orders, which refer to the client, do not wait for it
      this.prisma.$executeRaw`SELECT FROM clients WHERE id = ${clientId} FOR NO KEY UPDATE`,
      this.prisma.$executeRaw`
        INSERT INTO webhooks (id, client_id, url, description, event_types, secret)
        SELECT ${id}, ${clientId}, ${url}, ${description}::text, ${eventTypes}::text[], ${secret}
        WHERE (SELECT count(*) FROM webhooks WHERE client_id = ${clientId}) < ${mostOfAClient}`,
    ]);
    return this.find(id);
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

  async change(id: string, change: WebhookChange): Promise<void> {
    await this.prisma.webhook.updateMany({ where: { id }, data: change });
  }

  async enable(id: string): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE webhooks SET disabled_at = NULL, disabled_reason = NULL WHERE id = ${id}`;
  }

  async disable(id: string): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE webhooks SET disabled_at = now(), disabled_reason = 'requested' WHERE id = ${id} AND disabled_at IS NULL`;
  }

  /** The secret of before signs as well for a day, so that receivers can be told of the new one in peace. */
  async rotateSecret(id: string, secret: string): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE webhooks SET previous_secret = secret, previous_secret_until = now() + interval '24 hours', secret = ${secret}
      WHERE id = ${id}`;
  }

  /** With its deliveries. */
  async delete(id: string): Promise<void> {
    await this.prisma.webhook.deleteMany({ where: { id } });
  }
}
