import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Authenticate } from '../access/authenticate.js';
import { type OperatorSession, OperatorSessions } from '../access/operator-session.js';
import { Public } from '../access/roles.js';
import { endedSessionCookie, readSessionCookie, sessionCookie } from '../access/session-cookie.js';
import { PublicUrl } from '../http/public-url.js';
import { text } from '../http/validation/field-rules.js';
import { Field } from '../http/validation/fields.js';
import { GatewayError } from '../shared/gateway-error.js';

const MAX_KEY = 4_096;

class SignInDto {
  @Field(text({ max: MAX_KEY }), { description: 'An operator key.' })
  key!: string;
}

interface SessionAnswer {
  /** To be sent as `X-CSRF-Token` with everything that changes something. */
  readonly csrfToken: string;
  readonly expiresAt: string;
}

/** Signing in and out: for the page at `/dashboard` only, so no part of the API's document. */
@ApiExcludeController()
@Public()
@Controller('dashboard/session')
export class SessionController {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly sessions: OperatorSessions,
    private readonly publicUrl: PublicUrl,
  ) {}

  /** Wrong keys are counted and slowed down like everywhere else. */
  @HttpCode(200)
  @Post()
  signIn(
    @Body() { key }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SessionAnswer {
    this.authenticate.byOperatorKey(key, request.ip);
    const session = this.sessions.start();
    void reply.header('set-cookie', sessionCookie(session.token, this.isSecure()));
    return answer(session);
  }

  @Get()
  current(@Req() request: FastifyRequest): SessionAnswer {
    const session = this.sessions.find(readSessionCookie(request.headers.cookie) ?? '');
    if (!session) throw new GatewayError('unauthenticated');
    return answer(session);
  }

  @HttpCode(204)
  @Delete()
  signOut(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('set-cookie', endedSessionCookie(this.isSecure()));
  }

  private isSecure(): boolean {
    return this.publicUrl.value.startsWith('https:');
  }
}

function answer({ csrfToken, expiresAt }: OperatorSession): SessionAnswer {
  return { csrfToken, expiresAt: expiresAt.toISOString() };
}
