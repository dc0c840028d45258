import { isIP } from 'node:net';
import { type Config } from './config.js';
import { type Environment } from './environment.js';
import { isSecure } from './secure-url.js';

/**
 * What the environment says about callers: whose tokens and pushes are taken, how often they may call, and which
 * proxies tell their addresses.
 */
export function readAccess(
  env: Environment,
  faults: string[],
): Pick<Config, 'jwt' | 'trustedProxies' | 'notifications' | 'callsPerMinute'> {
  const jwt = readJwt(env, faults);
  const notifications = readNotifications(env, faults);
  const trustedProxies = readNetworks('TRUSTED_PROXIES', env.TRUSTED_PROXIES, faults);
  return {
    ...(jwt !== undefined && { jwt }),
    ...(notifications !== undefined && { notifications }),
    trustedProxies,
    callsPerMinute: {
      reads: env.RATE_LIMIT_READS_PER_MINUTE,
      orders: env.RATE_LIMIT_ORDERS_PER_MINUTE,
      changes: env.RATE_LIMIT_CHANGES_PER_MINUTE,
    },
  };
}

function readNotifications(env: Environment, faults: string[]): Config['notifications'] {
  const { NOTIFICATION_USER: user, NOTIFICATION_PASSWORD: password, NOTIFICATION_ALLOWED_IPS } = env;
  const allowedIps = readNetworks('NOTIFICATION_ALLOWED_IPS', NOTIFICATION_ALLOWED_IPS, faults);
  if (user !== undefined && password !== undefined) return { user, password, allowedIps };
  if (user !== undefined || password !== undefined || NOTIFICATION_ALLOWED_IPS !== undefined)
    faults.push('NOTIFICATION_USER and NOTIFICATION_PASSWORD belong together');
  return undefined;
}

function readNetworks(name: string, text: string | undefined, faults: string[]): string[] {
  const entries = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (!entries.every(isNetwork)) {
    faults.push(`${name} must be addresses or networks such as 10.0.0.0/8, with commas between them`);
  }
  return entries;
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

function isNetwork(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (rest.length > 0 || longest < 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
}
