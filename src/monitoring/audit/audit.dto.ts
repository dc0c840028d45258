import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ACTOR_KINDS, AUDIT_ACTIONS } from '../../audit/audit-action.js';
import { type FieldRule, matching, oneOf, text, time } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { PageQuery } from '../../http/validation/page.query.js';
import { parseSequenceId } from '../../shared/sequence-id.js';

const ENTRY_ID = 'aud_0000000000000000042';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const MAX_CREDENTIAL = 300;

const auditCursor: FieldRule = (value) =>
  typeof value === 'string' && parseSequenceId('aud', value) !== undefined
    ? undefined
    : { code: 'cursor-invalid', detail: 'must be a nextCursor of an earlier page' };

/** The query of `GET /v1/ops/audit`. */
export class ListAuditQuery extends PageQuery {
  @OptionalField(auditCursor, {
    type: String,
    example: ENTRY_ID,
    description: 'The `nextCursor` of the page before.',
  })
  cursor?: string;

  @OptionalField(text({ max: MAX_CREDENTIAL }), {
    type: String,
    example: 'key_01JDB2XZ0V1N7P8Q2R3S4T5V6W',
    description: 'Only by this: `actor.id` or `actor.clientId` of an entry.',
  })
  actor?: string;

  @OptionalField(oneOf(AUDIT_ACTIONS), {
    enum: AUDIT_ACTIONS,
    example: 'order.cancel',
    description: 'Only this action.',
  })
  action?: string;

  @OptionalField(text({ max: 100 }), {
    type: String,
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'Only what was done to this: `target.id` of an entry.',
  })
  target?: string;

  @OptionalField(time, {
    type: String,
    format: 'date-time',
    example: '2026-11-01T00:00:00Z',
    description: 'Only what was done at this time or later.',
  })
  after?: string;

  @OptionalField(time, {
    type: String,
    format: 'date-time',
    example: '2026-12-01T00:00:00Z',
    description: 'Only what was done before this time.',
  })
  before?: string;
}

/** The query of `GET /v1/ops/audit/verify`. */
export class VerifyAuditQuery {
  @OptionalField(matching(64, /^[0-9a-f]{64}$/, 'must be a hash: 64 hexadecimal digits'), {
    type: String,
    example: HASH,
    description:
      'The hash of a head that you noted before. It must still be among the entries: else they were cut off, or ' +
      'written anew.',
  })
  head?: string;
}

export class AuditActorResponse {
  @ApiProperty({
    enum: ACTOR_KINDS,
    example: 'operator',
    description: 'unknown: somebody who was not let in.',
  })
  kind!: string;
  @ApiProperty({
    example: 'session:Zk3vX0mQ9tR2sY7uW1aB4c',
    description:
      'What was shown: the id of a key, `operator-key`, `session:` and the id of a browser session, or `token:` and its ' +
      'subject.',
  })
  id!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The client in whose name it was done; null for operators.',
  })
  clientId!: string | null;
}

export class AuditTargetResponse {
  @ApiProperty({ example: 'order', description: 'order, submissions, client, webhook or session.' })
  type!: string;
  @ApiProperty({ example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', description: 'Which one.' })
  id!: string;
}

const state = (example: Record<string, unknown>, description: string): MethodDecorator & PropertyDecorator =>
  ApiProperty({ type: 'object', additionalProperties: true, nullable: true, example, description });

export class AuditEntryResponse {
  @ApiProperty({ example: ENTRY_ID, description: 'The id of the entry; numbers have no gaps.' })
  id!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was done.' })
  at!: string;
  @ApiProperty({ type: AuditActorResponse, description: 'Who did it.' })
  actor!: AuditActorResponse;
  @ApiProperty({ enum: AUDIT_ACTIONS, example: 'order.cancel', description: 'What was done.' })
  action!: string;
  @ApiProperty({ type: AuditTargetResponse, description: 'To what.' })
  target!: AuditTargetResponse;
  @ApiProperty({ type: String, nullable: true, example: '192.0.2.1', description: 'From which address.' })
  address!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'req_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'The `X-Request-Id` of the request.',
  })
  requestId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Ordered twice by mistake.',
    description: 'Why, in the words of who did it.',
  })
  note!: string | null;
  @state(
    { status: 'queued', version: 1 },
    'What of it changed, as it was; null: there was nothing. No names, no secrets.',
  )
  before!: Readonly<Record<string, unknown>> | null;
  @state({ status: 'cancelled', version: 2 }, 'The same afterwards; null: it is gone.')
  after!: Readonly<Record<string, unknown>> | null;
  @ApiProperty({ example: HASH, description: 'SHA-256 of the entry and of the hash before it.' })
  hash!: string;
}

export class AuditListResponse {
  @ApiProperty({ type: [AuditEntryResponse], description: 'The entries of the page.' })
  data!: AuditEntryResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Send it as cursor for the next page; null: there is none.',
  })
  nextCursor!: string | null;
}

export class AuditHeadResponse {
  @ApiProperty({ example: ENTRY_ID, description: 'The id of the newest entry.' })
  id!: string;
  @ApiProperty({ example: HASH, description: 'Its hash: note it elsewhere, and give it as `head` later.' })
  hash!: string;
}

export class AuditVerificationResponse {
  @ApiProperty({ example: true, description: 'Every entry is what it was, none is missing between them.' })
  valid!: boolean;
  @ApiProperty({ type: 'integer', example: 42, description: 'How many there are.' })
  entries!: number;
  @ApiPropertyOptional({
    example: ENTRY_ID,
    description: 'The first entry that was changed, or before which others were removed or inserted.',
  })
  firstBroken?: string;
  @ApiProperty({ type: AuditHeadResponse, nullable: true, description: 'The newest; null: there is none.' })
  head!: AuditHeadResponse | null;
  @ApiPropertyOptional({ example: true, description: 'With `head`: whether it is still among the entries.' })
  headFound?: boolean;
}
