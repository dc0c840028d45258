import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemResponse } from '../../http/problem/problem.response.js';

/** An event of an order, an attempt to place it, or the wish to revoke its certificate. */
export class TimelineEntry {
  @ApiProperty({
    format: 'date-time',
    description: 'When it happened, the attempt began, or the revocation was asked for.',
  })
  at!: string;
  @ApiProperty({
    enum: ['event', 'attempt', 'revocation'],
    description: 'Which of the members below are there.',
  })
  kind!: 'event' | 'attempt' | 'revocation';

  @ApiPropertyOptional({ example: 'order.accepted', description: 'Of an event.' })
  type?: string;
  @ApiPropertyOptional({
    type: 'integer',
    description: "Of an event: the order's version after it.",
    example: 1,
  })
  version?: number;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Of an event; of a revocation: `status`, `reason`, `reasonCode`, `attempts`.',
    example: {},
  })
  data?: Record<string, unknown>;

  @ApiPropertyOptional({ type: 'integer', description: 'Of an attempt: its fencing number.', example: 1 })
  fence?: number;
  @ApiPropertyOptional({ description: 'Of an attempt: host and process.', example: 'worker-7f9c/4242' })
  worker?: string;
  @ApiPropertyOptional({
    type: String,
    enum: ['claimed', 'sending'],
    nullable: true,
    description:
      'Of an attempt: `sending` from the moment before its first byte leaves; null where it was not said.',
    example: 'sending',
  })
  stage?: string | null;
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Of an attempt or a revocation: when it ended.',
  })
  finishedAt?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'placed',
    description: 'Of an attempt, or the newest attempt to revoke: what it came to.',
  })
  outcome?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'timeout',
    description: 'Of an attempt: why, if it did not succeed.',
  })
  reason?: string | null;
  @ApiPropertyOptional({
    type: ProblemResponse,
    nullable: true,
    description: 'Of a revocation: why Sectigo refused it, or why it is tried again.',
  })
  problem?: object | null;
  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    example: 200,
    description: "Of an attempt: the status of Sectigo's reply.",
  })
  httpStatus?: number | null;
  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    example: null,
    description: "Of an attempt: the error code in Sectigo's reply.",
  })
  sectigoCode?: number | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: null,
    description: "Of an attempt: the error message in Sectigo's reply.",
  })
  sectigoMessage?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'SHA-256 of the form without the password.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  requestDigest?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'SHA-256 of the reply.',
    example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  })
  replyDigest?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: null,
    description:
      'For operators: what Sectigo answered, where not everything in it could be read. At most 2,000 characters; the login ' +
      'is masked.',
  })
  rawReply?: string | null;
  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    example: 412,
    description: 'Of an attempt: from connecting to the end of the reply.',
  })
  durationMs?: number | null;
}

export class TimelineResponse {
  @ApiProperty({ type: [TimelineEntry], description: 'Events, attempts and the revocation, oldest first.' })
  data!: TimelineEntry[];
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Always null: it has one page.' })
  nextCursor!: string | null;
}
