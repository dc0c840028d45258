import { Injectable } from '@nestjs/common';
import { type SectigoNotification } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type PushedField, textOf } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { cutPage, type Page } from '../../shared/page.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';
import {
  type ListNotificationsQuery,
  type NotificationResponse,
  type NotificationSummaryResponse,
} from './ops-notifications.dto.js';

/** Sectigo's pushes, for operators. */
@Injectable()
export class NotificationsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first, without what each says, which may be long. */
  async list(query: ListNotificationsQuery): Promise<Page<NotificationSummaryResponse>> {
    const { limit, cursor = '', state, reason, sectigoOrderNumber: orderNumber } = query;
    const before = parseSequenceId('ntf', cursor);
    const found = await this.prisma.sectigoNotification.findMany({
      where: {
        ...(state !== undefined && { state }),
        ...(reason !== undefined && { reason }),
        ...(orderNumber !== undefined && { orderNumber }),
        ...(before !== undefined && { seq: { lt: before } }),
      },
      omit: { fields: true, raw: true },
      orderBy: { seq: 'desc' },
      take: limit + 1,
    });
    return cutPage(found, limit, toSummary);
  }

  async one(id: string): Promise<NotificationResponse> {
    const seq = parseSequenceId('ntf', id);
    const push =
      seq === undefined ? null : await this.prisma.sectigoNotification.findUnique({ where: { seq } });
    if (push === null) throw new GatewayError('not-found');
    const fields = push.fields as unknown as readonly PushedField[];
    return {
      ...toSummary(push),
      fields: fields.map(([name, value]) => ({ name, value })),
      body: bodyOf(push),
    };
  }
}

function toSummary(push: Omit<SectigoNotification, 'fields' | 'raw'>): NotificationSummaryResponse {
  const { seq, state, reason, orderNumber, orderId, receipts, receivedAt, lastReceivedAt } = push;
  return {
    id: sequenceId('ntf', seq),
    state,
    reason,
    sectigoOrderNumber: orderNumber,
    orderId,
    receipts,
    receivedAt: receivedAt.toISOString(),
    lastReceivedAt: lastReceivedAt.toISOString(),
  };
}

function bodyOf({ raw, rawBytes, contentType }: SectigoNotification): NotificationResponse['body'] {
  if (raw === null) return null;
  return {
    contentType: contentType ?? '',
    bytes: rawBytes ?? raw.length,
    text: textOf(raw),
    base64: Buffer.from(raw).toString('base64'),
  };
}
