import { SESSION_SECONDS } from './operator-session.js';

const NAME = 'gateway-session';

/** The token in a `Cookie` header, if there is one. */
export function readSessionCookie(header: string | undefined): string | undefined {
  const prefix = `${NAME}=`;
  const pair = header?.split(';').find((part) => part.trim().startsWith(prefix));
  return pair?.trim().slice(prefix.length);
}

/** Out of reach of scripts, and never sent along with what another site asks for. */
export function sessionCookie(token: string, secure: boolean): string {
  return cookie(token, SESSION_SECONDS, secure);
}

export function endedSessionCookie(secure: boolean): string {
  return cookie('', 0, secure);
}

function cookie(value: string, maxAge: number, secure: boolean): string {
  return `${NAME}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
