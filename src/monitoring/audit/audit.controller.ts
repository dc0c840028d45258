import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Operation, Api } from '../../http/openapi/operation.js';
import { sequenceId } from '../../shared/sequence-id.js';
import {
  AuditListResponse,
  AuditVerificationResponse,
  ListAuditQuery,
  VerifyAuditQuery,
} from './audit.dto.js';
import { AuditEntriesQuery } from './audit-entries.query.js';
import { VerifyAudit } from './verify-audit.js';

@Api('Operations', 'ops:read')
@Controller('v1/ops/audit')
export class AuditController {
  constructor(
    private readonly entries: AuditEntriesQuery,
    private readonly verification: VerifyAudit,
  ) {}

  @Operation(
    'Who did what, newest first',
    'What people changed in orders, clients, webhooks and sending, and who signed in. An entry is written with ' +
      'the change and never altered. What happens to orders is in the events.',
  )
  @Answers(200, 'A page of entries.', AuditListResponse)
  @Get()
  async listAudit(@Query() query: ListAuditQuery): Promise<AuditListResponse> {
    return this.entries.list(query);
  }

  @Operation(
    'Check that no entry was changed, removed or inserted',
    'Reads the whole chain, which takes some seconds for a million entries. The chain alone cannot show that its ' +
      'newest entries were cut off, or that all entries from some point on were rewritten. So store `head` ' +
      'elsewhere and send it with a later check.',
  )
  @Answers(200, 'The result of the check.', AuditVerificationResponse)
  @Get('verify')
  async verifyAudit(@Query() query: VerifyAuditQuery): Promise<AuditVerificationResponse> {
    const { entries, firstBroken, head, headFound } = await this.verification.execute(query.head ?? null);
    return {
      valid: firstBroken === null && headFound !== false,
      entries,
      ...(firstBroken !== null && { firstBroken: idOf(firstBroken) }),
      head: head && { id: idOf(head.seq), hash: head.hash },
      ...(headFound !== null && { headFound }),
    };
  }
}

/** A number that no entry can have was inserted by hand. */
function idOf(seq: bigint): string {
  return sequenceId('aud', seq < 0n ? 0n : seq);
}
