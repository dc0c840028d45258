import { Injectable } from '@nestjs/common';
import { type SectigoNotification } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

export interface NotificationFilter {
  readonly state?: string | undefined;
  readonly reason?: string | undefined;
  readonly orderNumber?: string | undefined;
}

/** Without what it says, which may be long. */
export type NotificationRow = Omit<SectigoNotification, 'fields' | 'raw'>;

@Injectable()
export class NotificationsQuery {
  constructor(private readonly prisma: PrismaService) {}

  async newestFirst(
    { state, reason, orderNumber }: NotificationFilter,
    limit: number,
    before?: bigint,
  ): Promise<NotificationRow[]> {
    return this.prisma.sectigoNotification.findMany({
      where: {
        ...(state !== undefined && { state }),
        ...(reason !== undefined && { reason }),
        ...(orderNumber !== undefined && { orderNumber }),
        ...(before !== undefined && { seq: { lt: before } }),
      },
      omit: { fields: true, raw: true },
      orderBy: { seq: 'desc' },
      take: limit,
    });
  }

  async find(seq: bigint): Promise<SectigoNotification | null> {
    return this.prisma.sectigoNotification.findUnique({ where: { seq } });
  }
}
