import { Controller, Get, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { Answers, Operation } from '../../http/openapi/operation.js';
import { Public } from '../../access/roles.js';
import { AliveResponse, ReadinessResponse } from './health.response.js';
import { Readiness } from './readiness.js';

@ApiTags('Health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Operation('Whether the process is alive', 'Checks only that the process answers.')
  @Answers(200, 'The process is alive.', AliveResponse)
  @Get('live')
  isAlive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Operation(
    'Whether orders can be accepted',
    'Postgres must accept writes and be migrated. Without Redis orders are still accepted, and the status is ' +
      '`degraded`. The check writes to both, at most once a second.',
  )
  @ApiResponse({ status: 200, description: '`ok`, or `degraded`: see the details.', type: ReadinessResponse })
  @ApiResponse({
    status: 503,
    description: 'Orders cannot be accepted now: see the details.',
    type: ReadinessResponse,
  })
  @Get('ready')
  async isReady(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.readiness.report();
    void reply.status(report.status === 'unavailable' ? 503 : 200).send(report);
  }
}
