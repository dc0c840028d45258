import { isIP } from 'node:net';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hashSecret, isSameSecret } from '../../access/api-key.js';
import { Public } from '../../access/roles.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { StateMetrics } from './state-metrics.js';

export const METRICS_TOKEN = Symbol('metrics token');
const BEARER = /^Bearer +(\S+)$/i;
/** Headers by which a proxy says that the caller is somebody else. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

@ApiTags('Health')
@Public()
@Controller('metrics')
export class MetricsController {
  private readonly tokenHash: string | null;

  constructor(
    private readonly metrics: Metrics,
    private readonly state: StateMetrics,
    @Inject(METRICS_TOKEN) token: string | null,
  ) {
    this.tokenHash = token === null ? null : hashSecret(token);
  }

  @ApiOperation({
    operationId: 'scrapeMetrics',
    summary: 'What this process counts, for Prometheus',
    description: 'Open on the loopback interface; from elsewhere with `METRICS_TOKEN` as bearer token.',
  })
  @ApiResponse({ status: 200, description: "Prometheus' text format.", content: { 'text/plain': {} } })
  @ApiProblems('unauthenticated')
  @Get()
  async scrape(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isLocal(request) && !this.hasToken(request)) throw new GatewayError('unauthenticated');
    void reply.type(this.metrics.contentType).send(await this.state.scrape());
  }

  private hasToken({ headers }: FastifyRequest): boolean {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    return token !== undefined && this.tokenHash !== null && isSameSecret(token, this.tokenHash);
  }
}

function isLocal({ socket, headers }: FastifyRequest): boolean {
  if (FORWARDED.some((name) => name in headers)) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
