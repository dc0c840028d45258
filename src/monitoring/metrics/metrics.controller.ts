import { isIP } from 'node:net';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Config } from '../../config/config.js';
import { Public } from '../../access/roles.js';
import { SecretDoor } from '../../access/secret-door.js';
import { Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { Clock } from '../../shared/clock.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { StateMetrics } from './state-metrics.js';

const BEARER = /^Bearer +(\S+)$/i;
/** Headers by which a proxy names the real client. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

@ApiTags('Health')
@Public()
@Controller('metrics')
export class MetricsController {
  private readonly door: SecretDoor | undefined;

  constructor(
    private readonly metrics: Metrics,
    private readonly state: StateMetrics,
    { metricsToken }: Config,
    clock: Clock,
  ) {
    if (metricsToken !== undefined) this.door = new SecretDoor(metricsToken, false, clock);
  }

  @Operation(
    'Metrics of this process, for Prometheus',
    'Open on the loopback interface. From elsewhere, send `METRICS_TOKEN` as bearer token.',
  )
  @ApiResponse({ status: 200, description: "Prometheus' text format.", content: { 'text/plain': {} } })
  @ApiProblems('unauthenticated', 'authentication-throttled')
  @Get()
  async scrapeMetrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!isLocal(request) && !this.hasToken(request)) throw new GatewayError('unauthenticated');
    void reply.type(this.metrics.contentType).send(await this.state.scrape());
  }

  private hasToken({ headers, ip }: FastifyRequest): boolean {
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    return token !== undefined && this.door !== undefined && this.door.opens(token, ip);
  }
}

function isLocal({ socket, headers }: FastifyRequest): boolean {
  if (FORWARDED.some((name) => name in headers)) return false;
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
