import { Injectable } from '@nestjs/common';
import { type Certificate } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type PushReason } from '../push/push-state.js';

@Injectable()
export class CertificateQuery {
  constructor(private readonly prisma: PrismaService) {}

  async find(orderId: string): Promise<Certificate | null> {
    return this.prisma.certificate.findUnique({ where: { orderId } });
  }

  /** Whether an unreadable one came. */
  async cameUnreadable(orderId: string): Promise<boolean> {
    const push = await this.prisma.sectigoNotification.findFirst({
      where: { orderId, reason: 'certificate-unreadable' satisfies PushReason },
      select: { seq: true },
    });
    return push !== null;
  }
}
