import { Injectable } from '@nestjs/common';
import { type AuditEntry } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { cutPage, type Page } from '../../shared/page.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';
import { type AuditEntryResponse, type ListAuditQuery } from './audit.dto.js';

@Injectable()
export class AuditEntriesQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** A page of entries, newest first. */
  async list(query: ListAuditQuery): Promise<Page<AuditEntryResponse>> {
    const { limit, cursor = '', actor, action, target: targetId, requestId, after, before } = query;
    const beforeSeq = parseSequenceId('aud', cursor);
    const found = await this.prisma.auditEntry.findMany({
      where: {
        ...(actor !== undefined && { OR: [{ actorId: actor }, { clientId: actor }] }),
        ...(action !== undefined && { action }),
        ...(targetId !== undefined && { targetId }),
        ...(requestId !== undefined && { requestId }),
        at: {
          ...(after !== undefined && { gte: new Date(after) }),
          ...(before !== undefined && { lt: new Date(before) }),
        },
        ...(beforeSeq !== undefined && { seq: { lt: beforeSeq } }),
      },
      orderBy: { seq: 'desc' },
      take: limit + 1,
    });
    return cutPage(found, limit, toResponse);
  }
}

function toResponse(row: AuditEntry): AuditEntryResponse {
  const { seq, at, action, address, requestId, note } = row;
  return {
    id: sequenceId('aud', seq),
    at: at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, clientId: row.clientId },
    action,
    target: { type: row.targetType, id: row.targetId },
    address,
    requestId,
    note,
    before: row.before as AuditEntryResponse['before'],
    after: row.after as AuditEntryResponse['after'],
    hash: Buffer.from(row.hash).toString('hex'),
  };
}
