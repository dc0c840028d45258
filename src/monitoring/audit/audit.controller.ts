import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { OperatorOnly } from '../../access/roles.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { sequenceId } from '../../shared/sequence-id.js';
import {
  AuditListResponse,
  AuditVerificationResponse,
  ListAuditQuery,
  VerifyAuditQuery,
} from './audit.dto.js';
import { ListAudit } from './list-audit.js';
import { VerifyAudit } from './verify-audit.js';

@ApiTags('Operations')
@ApiBearerAuth()
@ApiProblems('forbidden')
@OperatorOnly()
@Controller('v1/ops/audit')
export class AuditController {
  constructor(
    private readonly listAudit: ListAudit,
    private readonly verifyAudit: VerifyAudit,
  ) {}

  @ApiOperation({
    operationId: 'listAudit',
    summary: 'Who did what, newest first',
    description:
      'What people changed in orders, clients, webhooks and sending, and who signed in. Written with the change, never ' +
      'altered. Orders themselves are in the events.',
  })
  @ApiResponse({ status: 200, description: 'A page of entries.', type: AuditListResponse })
  @Get()
  async list(@Query() query: ListAuditQuery): Promise<AuditListResponse> {
    return this.listAudit.execute(query);
  }

  @ApiOperation({
    operationId: 'verifyAudit',
    summary: 'Check that no entry was changed, removed or inserted',
    description:
      'Reads the whole chain, which takes some seconds for a million entries. The newest entries could be cut off, or all be ' +
      'written anew from some point on, without a trace in what is left: note `head` elsewhere and give it later.',
  })
  @ApiResponse({ status: 200, description: 'What was found.', type: AuditVerificationResponse })
  @Get('verify')
  async verify(@Query() query: VerifyAuditQuery): Promise<AuditVerificationResponse> {
    const { entries, firstBroken, head, headFound } = await this.verifyAudit.execute(query.head ?? null);
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
