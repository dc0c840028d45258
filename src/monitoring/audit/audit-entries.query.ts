import { Injectable } from '@nestjs/common';
import { type AuditEntry } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

export type AuditRow = AuditEntry;

export interface AuditFilter {
  /** A credential, or a client. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly targetId?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

@Injectable()
export class AuditEntriesQuery {
  constructor(private readonly prisma: PrismaService) {}

  async newestFirst(filter: AuditFilter, limit: number, before?: bigint): Promise<AuditRow[]> {
    const { actor, action, targetId, from, until } = filter;
    return this.prisma.auditEntry.findMany({
      where: {
        ...(actor !== undefined && { OR: [{ actorId: actor }, { clientId: actor }] }),
        ...(action !== undefined && { action }),
        ...(targetId !== undefined && { targetId }),
        at: { ...(from && { gte: from }), ...(until && { lt: until }) },
        ...(before !== undefined && { seq: { lt: before } }),
      },
      orderBy: { seq: 'desc' },
      take: limit,
    });
  }
}
