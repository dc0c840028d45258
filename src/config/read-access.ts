import { type Config } from './config.js';
import { type Environment } from './environment.js';
import { NETWORKS, NETWORKS_AND_HOSTS, readList } from './read-list.js';
import { readOidc } from './read-oidc.js';
import { isSecure } from './secure-url.js';

export type Access = Pick<
  Config,
  | 'jwt'
  | 'oidc'
  | 'trustedProxies'
  | 'notifications'
  | 'callsPerMinute'
  | 'webhookAllowPrivate'
  | 'webhookAllowedNetworks'
>;

/**
 * Who may come, how often, and where we may go: whose tokens and pushes are taken, which proxies tell addresses, where
 * webhooks lead.
 */
export function readAccess(env: Environment, files: ReadonlyMap<string, string>, faults: string[]): Access {
  const jwt = readJwt(env, faults);
  const oidc = readOidc(env, files, faults);
  const notifications = readNotifications(env, files, faults);
  const trustedProxies = readList('TRUSTED_PROXIES', env.TRUSTED_PROXIES, NETWORKS, faults);
  const { WEBHOOK_ALLOWED_NETWORKS: receivers } = env;
  return {
    ...(jwt !== undefined && { jwt }),
    ...(oidc !== undefined && { oidc }),
    ...(notifications !== undefined && { notifications }),
    trustedProxies,
    callsPerMinute: {
      reads: env.RATE_LIMIT_READS_PER_MINUTE,
      orders: env.RATE_LIMIT_ORDERS_PER_MINUTE,
      changes: env.RATE_LIMIT_CHANGES_PER_MINUTE,
    },
    webhookAllowPrivate: env.WEBHOOK_ALLOW_PRIVATE === 'true',
    webhookAllowedNetworks: readList('WEBHOOK_ALLOWED_NETWORKS', receivers, NETWORKS_AND_HOSTS, faults),
  };
}

function readNotifications(
  env: Environment,
  files: ReadonlyMap<string, string>,
  faults: string[],
): Config['notifications'] {
  const { NOTIFICATION_USER: user, NOTIFICATION_PASSWORD: password, NOTIFICATION_ALLOWED_IPS } = env;
  const allowedIps = readList('NOTIFICATION_ALLOWED_IPS', NOTIFICATION_ALLOWED_IPS, NETWORKS, faults);
  if (user !== undefined && password !== undefined) return { user, password, allowedIps };
  const hasPassword = password !== undefined || files.has('NOTIFICATION_PASSWORD');
  const isAnySet = user !== undefined || hasPassword || NOTIFICATION_ALLOWED_IPS !== undefined;
  if (isAnySet && !(user !== undefined && hasPassword))
    faults.push('NOTIFICATION_USER and NOTIFICATION_PASSWORD belong together');
  return undefined;
}

function readJwt(env: Environment, faults: string[]): Config['jwt'] {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwksUrl } = env;
  if (issuer === undefined && audience === undefined && jwksUrl === undefined) return undefined;
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) {
    faults.push('JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL belong together');
    return undefined;
  }
  if (URL.canParse(jwksUrl) && !isSecure(jwksUrl))
    faults.push('JWT_JWKS_URL must be https; http is for loopback only');
  return { issuer, audience, jwksUrl };
}
