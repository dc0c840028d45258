import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DATABASE_TROUBLE_WORDS, DATABASE_TROUBLES } from '../../platform/prisma/database-trouble.js';
import { REDIS_TROUBLE_WORDS, REDIS_TROUBLES } from '../../platform/queues/redis-trouble.js';

export class AliveResponse {
  @ApiProperty({ enum: ['ok'], description: 'The process answers.' })
  status!: 'ok';
}

export class PostgresState {
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether it takes writes.' })
  state!: string;
  @ApiPropertyOptional({ enum: DATABASE_TROUBLES, description: 'What is amiss, if anything is.' })
  trouble?: string;
  @ApiPropertyOptional({ example: DATABASE_TROUBLE_WORDS['read-only'], description: 'The same for people.' })
  explanation?: string;
  @ApiPropertyOptional({
    type: 'integer',
    example: 0,
    description: 'Migrations of this build that are not applied.',
  })
  pendingMigrations?: number;
}

export class RedisState {
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether it takes jobs.' })
  state!: string;
  @ApiPropertyOptional({ enum: REDIS_TROUBLES, description: 'What is amiss, if anything is.' })
  trouble?: string;
  @ApiPropertyOptional({ example: REDIS_TROUBLE_WORDS.evicts, description: 'The same for people.' })
  explanation?: string;
  @ApiPropertyOptional({ example: 'noeviction', description: 'Anything else may lose jobs for a while.' })
  maxmemoryPolicy?: string;
}

export class SectigoState {
  @ApiProperty({
    enum: ['reachable', 'unreachable (breaker open)', 'not known'],
    description: 'By the attempts of late.',
  })
  state!: string;
}

export class ReadinessDetails {
  @ApiProperty({ type: PostgresState, description: 'Without it no order is taken.' })
  postgres!: PostgresState;
  @ApiProperty({ type: RedisState, description: 'Without it orders are sent a little later.' })
  redis!: RedisState;
  @ApiProperty({ type: SectigoState, description: 'Without it orders wait.' })
  sectigo!: SectigoState;
}

export class ReadinessResponse {
  @ApiProperty({
    enum: ['ok', 'degraded', 'unavailable'],
    description: 'degraded: orders are taken, but something is amiss.',
  })
  status!: string;
  @ApiProperty({
    example: false,
    description: 'The simulator stands in for Sectigo: nothing is really bought.',
  })
  simulated!: boolean;
  @ApiProperty({ type: ReadinessDetails, description: 'What it depends on.' })
  details!: ReadinessDetails;
}
