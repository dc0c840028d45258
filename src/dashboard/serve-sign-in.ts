import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { FailedLogins } from '../access/failed-logins.js';
import {
  type IdentityProvider,
  type PendingSignIn,
  type SignInFailure,
} from '../access/oidc/identity-provider.js';
import { type OperatorSession, type OperatorSessions } from '../access/operator-session.js';
import { originOf } from '../access/principal.js';
import { sessionCookie } from '../access/session-cookie.js';
import { type AuditLog } from '../audit/audit-log.repository.js';
import { type PublicUrl } from '../http/public-url.js';
import { type Clock } from '../shared/clock.js';

const START = '/dashboard/session/start';
const CALLBACK = '/dashboard/session/callback';
const PENDING = 'gateway-sign-in';
const PENDING_SECONDS = 600;
const PENDING_VALUE = /(?:^|;\s*)gateway-sign-in=([\w-]{1,128})\.([\w-]{1,128})\.([\w-]{1,128})(?:;|$)/;

interface SignInParts {
  readonly provider: IdentityProvider;
  readonly sessions: OperatorSessions;
  readonly audit: AuditLog;
  readonly publicUrl: PublicUrl;
  readonly clock: Clock;
}

/** The way to the identity provider and back. Outcomes that let nobody in are shown by the page, which has the other way. */
export function serveSignIn(fastify: FastifyInstance, parts: SignInParts): void {
  const { provider, sessions, audit, publicUrl } = parts;
  const failedLogins = new FailedLogins(parts.clock);
  const isSecure = (): boolean => publicUrl.value.startsWith('https:');
  const callback = (): string => `${publicUrl.value}${CALLBACK}`;
  // Lax, not Strict: it must come along when the provider sends the browser back
  const pendingCookie = (value: string, seconds: number): string =>
    `${PENDING}=${value}; Path=/dashboard/session; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure() ? '; Secure' : ''}`;
  const turnAway = (reply: FastifyReply, why: SignInFailure | 'no-role'): FastifyReply =>
    reply.redirect(`/dashboard?sign-in=${why}`, 303);
  const tell = async (
    request: FastifyRequest,
    session: OperatorSession | null,
    name: string,
  ): Promise<void> => {
    const by = { role: session?.role ?? ('unknown' as const), credential: name, ...originOf(request) };
    const action = session ? 'session.sign-in' : 'session.refuse';
    const after = session && { role: session.role, subject: session.person?.subject ?? null };
    await audit.append(session ? `session:${session.id}` : 'none', { by, action }, after ?? undefined);
  };

  fastify.get(START, async (request, reply) => {
    failedLogins.throttle(request.ip);
    const begun = await provider.begin(callback());
    if (typeof begun === 'string') return turnAway(reply, begun);
    const { state, nonce, verifier } = begun.pending;
    const cookie = pendingCookie(`${state}.${nonce}.${verifier}`, PENDING_SECONDS);
    return reply.header('cache-control', 'no-store').header('set-cookie', cookie).redirect(begun.url, 303);
  });

  fastify.get(CALLBACK, async (request, reply) => {
    failedLogins.throttle(request.ip);
    void reply.header('cache-control', 'no-store').header('set-cookie', pendingCookie('', 0));
    const pending = pendingIn(request);
    const query = request.url.split('?')[1] ?? '';
    const signedIn = pending ? await provider.finish(new URL(`${callback()}?${query}`), pending) : 'failed';
    if (typeof signedIn === 'string') {
      failedLogins.failed(request.ip);
      return turnAway(reply, signedIn);
    }
    const { person, role } = signedIn;
    if (role === null) {
      failedLogins.failed(request.ip);
      await tell(request, null, `person:${person.name}`);
      return turnAway(reply, 'no-role');
    }
    const session = await sessions.startAs(person, role);
    await tell(request, session, session.credential);
    return reply.header('set-cookie', sessionCookie(session.token, isSecure())).redirect('/dashboard', 303);
  });
}

function pendingIn({ headers }: FastifyRequest): PendingSignIn | null {
  const [, state, nonce, verifier] = PENDING_VALUE.exec(headers.cookie ?? '') ?? [];
  return state !== undefined && nonce !== undefined && verifier !== undefined
    ? { state, nonce, verifier }
    : null;
}
