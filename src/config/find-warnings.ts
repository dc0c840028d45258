import { isIP } from 'node:net';
import { isPublicAddress } from '../shared/ip-address.js';
import { type Config } from './config.js';
import { type Variables } from './secret-files.js';
import { isPrivateName } from './secure-url.js';
import { findUnknownVariables } from './unknown-variables.js';

const FEWEST_CHARACTERS = 8;
/** A shorter password may be found by trying. */
export const UNGUESSABLE_LENGTH = 16;

/** What is allowed and most likely not meant: a line for each, names only. */
export function findWarnings(config: Config, variables: Variables = process.env): string[] {
  const set = Object.keys(variables).filter((name) => (variables[name] ?? '') !== '');
  const unknown = findUnknownVariables(set).map(({ words }) => words);
  return [
    ...unknown,
    ...weakSecrets(config),
    ...((config.notifications?.password.length ?? UNGUESSABLE_LENGTH) < UNGUESSABLE_LENGTH
      ? [`NOTIFICATION_PASSWORD can be guessed: it has fewer than ${UNGUESSABLE_LENGTH} characters`]
      : []),
    ...(config.webhookAllowPrivate && isReachedFromOutside(config.publicUrl)
      ? ['WEBHOOK_ALLOW_PRIVATE is true, so every client can reach this network, and PUBLIC_URL is public']
      : []),
    ...unheededProxies(config, set),
    ...(variables['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? ['NODE_TLS_REJECT_UNAUTHORIZED is 0, so any certificate is accepted']
      : []),
  ];
}

/** What other programs go by: whoever sets it may think that it is enough. */
const PROXY_OF_OTHERS = /^(https?|all)_proxy$/i;

function unheededProxies({ sectigo }: Config, set: readonly string[]): string[] {
  if (sectigo === undefined || sectigo.proxy !== undefined) return [];
  return set
    .filter((name) => PROXY_OF_OTHERS.test(name))
    .map((name) => `${name} has no effect: set SECTIGO_PROXY_URL to reach Sectigo through a proxy`);
}

function weakSecrets({ operatorKey, encryptionKeys, metricsToken, notifications }: Config): string[] {
  const secrets = {
    OPERATOR_KEY: operatorKey,
    ENCRYPTION_KEY: encryptionKeys?.[0]?.toString('latin1'),
    METRICS_TOKEN: metricsToken,
    NOTIFICATION_PASSWORD: notifications?.password,
  };
  return Object.entries(secrets)
    .filter(([, secret]) => secret !== undefined && new Set(secret).size < FEWEST_CHARACTERS)
    .map(
      ([name]) => `${name} is easily guessed: it has fewer than ${FEWEST_CHARACTERS} different characters`,
    );
}

/** By an address or a name that the Internet may know. */
function isReachedFromOutside(publicUrl: string | undefined): boolean {
  if (publicUrl === undefined) return false;
  const { protocol, hostname } = new URL(publicUrl);
  const address = hostname.replace(/^\[|\]$/g, '');
  const isPublic = isIP(address) === 0 ? !isPrivateName(hostname) : isPublicAddress(address);
  return protocol === 'https:' && isPublic;
}
