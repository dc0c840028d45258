import { Injectable } from '@nestjs/common';
import { type SectigoNotification } from '../../platform/prisma/generated/client.js';
import { type PushedField, textOf } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { cutPage } from '../../shared/page.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';
import { type NotificationRow, NotificationsQuery } from './notifications.query.js';
import {
  type ListNotificationsQuery,
  type NotificationListResponse,
  type NotificationResponse,
  type NotificationSummaryResponse,
} from './ops-notifications.dto.js';

/** What Sectigo pushed, for operators. */
@Injectable()
export class ListNotifications {
  constructor(private readonly notifications: NotificationsQuery) {}

  async execute(query: ListNotificationsQuery): Promise<NotificationListResponse> {
    const { limit, cursor, state, reason, sectigoOrderNumber: orderNumber } = query;
    const before = parseSequenceId('ntf', cursor ?? '');
    const found = await this.notifications.newestFirst({ state, reason, orderNumber }, limit + 1, before);
    return cutPage(found, limit, toSummary);
  }

  async one(id: string): Promise<NotificationResponse> {
    const seq = parseSequenceId('ntf', id);
    const push = seq === undefined ? null : await this.notifications.find(seq);
    if (push === null) throw new GatewayError('not-found');
    const fields = push.fields as unknown as readonly PushedField[];
    return {
      ...toSummary(push),
      fields: fields.map(([name, value]) => ({ name, value })),
      body: bodyOf(push),
    };
  }
}

function toSummary(push: NotificationRow): NotificationSummaryResponse {
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
