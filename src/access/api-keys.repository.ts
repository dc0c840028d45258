import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type Id } from '../shared/ids.js';

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The key if it and its client may be used now. Asked for each request, so that disabling works at once. */
  async findUsable(id: Id<'key'>): Promise<{ clientId: string; secretHash: string } | null> {
    return this.prisma.apiKey.findFirst({
      where: { id, revokedAt: null, client: { disabledAt: null } },
      select: { clientId: true, secretHash: true },
    });
  }
}
