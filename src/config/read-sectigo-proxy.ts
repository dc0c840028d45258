import { type SectigoProxy } from './config.js';
import { type Environment } from './environment.js';
import { readFile } from './secret-files.js';

/** The proxy on the way to Sectigo: only what is set for it, never `HTTPS_PROXY` and the like. */
export function readSectigoProxy(
  env: Environment,
  files: ReadonlyMap<string, string>,
  faults: string[],
): SectigoProxy | undefined {
  const { SECTIGO_PROXY_URL: url, SECTIGO_PROXY_LOGIN: login, SECTIGO_PROXY_CA_FILE: caFile } = env;
  const loginFile = files.get('SECTIGO_PROXY_LOGIN');
  const ca = caFile === undefined ? undefined : readFile(caFile, 'SECTIGO_PROXY_CA_FILE', faults);
  if (url === undefined) {
    if (!files.has('SECTIGO_PROXY_URL')) faults.push(...withoutProxy({ login, loginFile, caFile }));
    return undefined;
  }
  faults.push(...faultsOfUrl(url, caFile !== undefined));
  return {
    url,
    // of a login in a file only the path: it is read anew for each connection
    ...(loginFile !== undefined ? { loginFile } : login !== undefined && { login }),
    ...(ca !== undefined && { ca }),
  };
}

function withoutProxy(set: {
  readonly login: string | undefined;
  readonly loginFile: string | undefined;
  readonly caFile: string | undefined;
}): string[] {
  const named = [
    ...(set.loginFile !== undefined ? ['SECTIGO_PROXY_LOGIN_FILE'] : []),
    ...(set.login !== undefined && set.loginFile === undefined ? ['SECTIGO_PROXY_LOGIN'] : []),
    ...(set.caFile !== undefined ? ['SECTIGO_PROXY_CA_FILE'] : []),
  ];
  return named.map((name) => `SECTIGO_PROXY_URL or SECTIGO_PROXY_URL_FILE is needed with ${name}`);
}

/** What is no URL of the web has its fault already. */
function faultsOfUrl(url: string, hasCa: boolean): string[] {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return [];
  const { username, password, pathname, search, hash, protocol } = new URL(url);
  return [
    ...(username + password === ''
      ? []
      : ['SECTIGO_PROXY_URL must have no credentials: they belong in SECTIGO_PROXY_LOGIN']),
    ...(pathname === '/' && search + hash === ''
      ? []
      : ['SECTIGO_PROXY_URL must be a host and a port, without path, query or fragment']),
    ...(hasCa && protocol !== 'https:'
      ? ['SECTIGO_PROXY_CA_FILE is for a proxy with https, and SECTIGO_PROXY_URL is http']
      : []),
  ];
}
