import { Injectable } from '@nestjs/common';
import { type Certificate } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

@Injectable()
export class CertificateQuery {
  constructor(private readonly prisma: PrismaService) {}

  async find(orderId: string): Promise<Certificate | null> {
    return this.prisma.certificate.findUnique({ where: { orderId } });
  }
}
