import { type Config, type OidcSettings } from './config.js';
import { type Environment } from './environment.js';
import { isSecure } from './secure-url.js';

const ROLE = /^(.+)=(viewer|operator|admin)$/;

/** Where people sign in as themselves, and what they may do then. */
export function readOidc(
  env: Environment,
  files: ReadonlyMap<string, string>,
  faults: string[],
): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  const hasSecret = clientSecret !== undefined || files.has('OIDC_CLIENT_SECRET');
  if (issuer === undefined && clientId === undefined && !hasSecret) return undefined;
  if (issuer === undefined || clientId === undefined || !hasSecret) {
    faults.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together');
    return undefined;
  }
  if (URL.canParse(issuer) && !isSecure(issuer))
    faults.push('OIDC_ISSUER must be https; http is for loopback only');
  const roles = readRoles(env.OIDC_ROLES, faults);
  // a file that could not be read is a fault already
  return { issuer, clientId, clientSecret: clientSecret ?? '', roleClaim: env.OIDC_ROLE_CLAIM, roles };
}

function readRoles(text: string, faults: string[]): OidcSettings['roles'] {
  return text.split(',').flatMap((pair): OidcSettings['roles'] => {
    const [, value, role] = ROLE.exec(pair.trim()) ?? [];
    if (value !== undefined && role !== undefined) return [[value, role as OidcSettings['roles'][number][1]]];
    faults.push('OIDC_ROLES must be value=role with commas; roles are viewer, operator and admin');
    return [];
  });
}
