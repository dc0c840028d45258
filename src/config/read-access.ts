import { isIP } from 'node:net';
import { type Config } from './config.js';
import { type Environment } from './environment.js';
import { isSecure } from './secure-url.js';

/** What the environment says about callers: whose tokens are taken, and which proxies tell their addresses. */
export function readAccess(env: Environment, faults: string[]): Pick<Config, 'jwt' | 'trustedProxies'> {
  const jwt = readJwt(env, faults);
  const trustedProxies = (env.TRUSTED_PROXIES ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (!trustedProxies.every(isNetwork)) {
    faults.push('TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8, with commas between them');
  }
  return { ...(jwt !== undefined && { jwt }), trustedProxies };
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
