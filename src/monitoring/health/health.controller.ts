import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { type FastifyReply } from 'fastify';
import { Public } from '../../access/roles.js';
import { Upstream } from '../../upstream/upstream.js';
import { AliveResponse, ReadinessResponse } from './health.response.js';
import { Readiness } from './readiness.js';

@ApiTags('Health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly upstream: Upstream,
  ) {}

  @ApiOperation({
    operationId: 'isAlive',
    summary: 'Whether the process is alive',
    description: 'Looks at nothing else.',
  })
  @ApiResponse({ status: 200, description: 'It is.', type: AliveResponse })
  @HttpCode(200)
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @ApiOperation({
    operationId: 'isReady',
    summary: 'Whether orders can be taken',
    description:
      'Postgres must take writes and be migrated. Without Redis orders are still taken: status degraded. Both are written to, ' +
      'at most once a second.',
  })
  @ApiResponse({ status: 200, description: 'ok, or degraded: see the details.', type: ReadinessResponse })
  @ApiResponse({ status: 503, description: 'Not now: see the details.', type: ReadinessResponse })
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.readiness.report();
    void reply
      .status(report.status === 'unavailable' ? 503 : 200)
      .send({ ...report, simulated: this.upstream.simulated });
  }
}
