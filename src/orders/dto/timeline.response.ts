import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** An event of an order, or an attempt to place it. */
export class TimelineEntry {
  @ApiProperty({ format: 'date-time' })
  at!: string;
  @ApiProperty({ enum: ['event', 'attempt'] })
  kind!: 'event' | 'attempt';

  @ApiPropertyOptional({ example: 'order.accepted', description: 'Of an event.' })
  type?: string;
  @ApiPropertyOptional({ type: 'integer', description: "Of an event: the order's version after it." })
  version?: number;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Of an event.' })
  data?: Record<string, unknown>;

  @ApiPropertyOptional({ type: 'integer', description: 'Of an attempt: its fencing number.' })
  fence?: number;
  @ApiPropertyOptional({ description: 'Of an attempt: host and process.' })
  worker?: string;
  @ApiPropertyOptional({
    type: String,
    enum: ['claimed', 'sending'],
    nullable: true,
    description:
      'Of an attempt: `sending` from the moment before its first byte leaves; null where it was not said.',
  })
  stage?: string | null;
  @ApiPropertyOptional({ type: String, format: 'date-time', nullable: true })
  finishedAt?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'placed' })
  outcome?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'timeout' })
  reason?: string | null;
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  httpStatus?: number | null;
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  sectigoCode?: number | null;
  @ApiPropertyOptional({ type: String, nullable: true })
  sectigoMessage?: string | null;
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'SHA-256 of the form without the password.',
  })
  requestDigest?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 of the reply.' })
  replyDigest?: string | null;
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  durationMs?: number | null;
}

export class TimelineResponse {
  @ApiProperty({ type: [TimelineEntry] })
  data!: TimelineEntry[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
