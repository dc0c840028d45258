import { Injectable } from '@nestjs/common';
import { cutPage } from '../../shared/page.js';
import { parseSequenceId, sequenceId } from '../../shared/sequence-id.js';
import { type AuditEntryResponse, type AuditListResponse, type ListAuditQuery } from './audit.dto.js';
import { AuditEntriesQuery, type AuditRow } from './audit-entries.query.js';

/** A page of what people did, newest first. */
@Injectable()
export class ListAudit {
  constructor(private readonly entries: AuditEntriesQuery) {}

  async execute({
    limit,
    cursor,
    actor,
    action,
    target,
    after,
    before,
  }: ListAuditQuery): Promise<AuditListResponse> {
    const filter = { actor, action, targetId: target, from: toDate(after), until: toDate(before) };
    const found = await this.entries.newestFirst(filter, limit + 1, parseSequenceId('aud', cursor ?? ''));
    return cutPage(found, limit, toResponse);
  }
}

function toDate(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}

function toResponse(row: AuditRow): AuditEntryResponse {
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
