import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class AliveResponse {
  @ApiProperty({ enum: ['ok'], description: 'The process answers.' })
  status!: 'ok';
}

export class PostgresState {
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether it answers.' })
  state!: string;
  @ApiPropertyOptional({
    type: 'integer',
    example: 0,
    description: 'Migrations of this build that are not applied.',
  })
  pendingMigrations?: number;
}

export class RedisState {
  @ApiProperty({ enum: ['up', 'down'], description: 'Whether it answers.' })
  state!: string;
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
