import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { IdentifyCaller, isReading } from '../../access/identify-caller.js';
import { may } from '../../access/permissions.js';
import { type Doorkeeper } from '../../access/route-marks.js';
import { preferredType } from '../../http/preferred-type.js';
import { GatewayError } from '../../shared/gateway-error.js';

const SIGN_IN = '/dashboard/queues';

/** Operators, to look. Who comes with a browser and without a session is shown where to sign in. */
@Injectable()
export class QueueBoardAccess implements Doorkeeper {
  constructor(private readonly callers: IdentifyCaller) {}

  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!isReading(request)) {
      void reply.header('allow', 'GET, HEAD');
      throw new GatewayError('method-not-allowed');
    }
    const { authorization, accept } = request.headers;
    try {
      const { role } = await this.callers.execute(request);
      if (!may(role, 'ops:read')) throw new GatewayError('forbidden');
    } catch (error) {
      const wantsPage = preferredType(accept, ['text/html', 'application/json']) === 'text/html';
      if (authorization !== undefined || !wantsPage) throw error;
      await reply.redirect(SIGN_IN);
    }
  }
}
