import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Authenticate } from '../access/authenticate.js';
import { type OperatorSession, OperatorSessions } from '../access/operator-session.js';
import { type OperatorRole } from '../access/permissions.js';
import { originOf } from '../access/principal.js';
import { MaxBody, Public } from '../access/roles.js';
import { endedSessionCookie, readSessionCookie, sessionCookie } from '../access/session-cookie.js';
import { type AuditAction } from '../audit/audit-action.js';
import { AuditLog } from '../audit/audit-log.repository.js';
import { PublicUrl } from '../http/public-url.js';
import { text } from '../http/validation/field-rules.js';
import { Field } from '../http/validation/fields.js';
import { GatewayError } from '../shared/gateway-error.js';

const MAX_KEY = 4_096;
/** Anyone may try to sign in: a body longer than any key is not read. */
const MAX_BODY_BYTES = 16 * 1_024;

class SignInDto {
  @Field(text({ max: MAX_KEY }), 'An operator key.') key!: string;
}

type SessionAction = Extract<AuditAction, `session.${string}`>;

interface SessionAnswer {
  /** To be sent as `X-CSRF-Token` with everything that changes something. */
  readonly csrfToken: string;
  readonly expiresAt: string;
  readonly role: OperatorRole;
  /** Null: whoever has the operator key. */
  readonly name: string | null;
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
    private readonly audit: AuditLog,
  ) {}

  /** Wrong keys are counted and slowed down like everywhere else. */
  @HttpCode(200)
  @MaxBody(MAX_BODY_BYTES)
  @Post()
  async signIn(
    @Body() { key }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    await this.admit(key, request);
    const session = await this.sessions.start();
    await this.tell('session.sign-in', request, session);
    void reply.header('set-cookie', sessionCookie(session.token, this.isSecure()));
    return answer(session);
  }

  @Get()
  async current(@Req() request: FastifyRequest): Promise<SessionAnswer> {
    const session = await this.sessions.find(readSessionCookie(request.headers.cookie) ?? '');
    if (!session) throw new GatewayError('unauthenticated');
    return answer(session);
  }

  /** The cookie goes in any case, also when the session cannot be ended now, which is then told. */
  @HttpCode(204)
  @Delete()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('set-cookie', endedSessionCookie(this.isSecure()));
    const session = await this.sessions.end(readSessionCookie(request.headers.cookie) ?? '');
    if (session) await this.tell('session.sign-out', request, session);
  }

  /** Refusals are recorded until they are throttled, so nobody can fill the audit trail. */
  private async admit(key: string, request: FastifyRequest): Promise<void> {
    try {
      this.authenticate.byOperatorKey(key, request.ip);
    } catch (error) {
      const refused = error instanceof GatewayError && error.code === 'unauthenticated';
      if (refused) await this.tell('session.refuse', request);
      throw error;
    }
  }

  private async tell(
    action: SessionAction,
    request: FastifyRequest,
    session?: OperatorSession,
  ): Promise<void> {
    const { role, credential } = session ?? { role: 'unknown', credential: 'none' };
    const target = session ? `session:${session.id}` : 'none';
    const after = session && { role, subject: session.person?.subject ?? null };
    await this.audit.append(target, { by: { role, credential, ...originOf(request) }, action }, after);
  }

  private isSecure(): boolean {
    return this.publicUrl.value.startsWith('https:');
  }
}

function answer({ csrfToken, expiresAt, role, person }: OperatorSession): SessionAnswer {
  return { csrfToken, expiresAt: expiresAt.toISOString(), role, name: person?.name ?? null };
}
