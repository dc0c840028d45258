import { type SectigoAccount } from './config.js';
import { type Environment } from './environment.js';
import { readSectigoProxy } from './read-sectigo-proxy.js';
import { readFile } from './secret-files.js';
import { isLoopback, isPrivateName, isSecure } from './secure-url.js';

/** What is of no use but for an account: whoever sets one of these does not want the simulator. */
const NAMES_AN_ACCOUNT = [
  'SECTIGO_URL',
  'SECTIGO_LOGIN_NAME',
  'SECTIGO_LOGIN_PASSWORD',
  'SECTIGO_CLIENT_CERT_FILE',
  'SECTIGO_CLIENT_KEY_FILE',
  'SECTIGO_CA_FILE',
  'SECTIGO_PROXY_URL',
  'SECTIGO_PROXY_LOGIN',
  'SECTIGO_PROXY_CA_FILE',
  'SECTIGO_SAME_ACCOUNT',
] as const satisfies readonly (keyof Environment)[];

/** Each with what does instead. */
const NEEDED = [
  ['SECTIGO_URL'],
  ['SECTIGO_LOGIN_NAME'],
  ['SECTIGO_LOGIN_PASSWORD', 'SECTIGO_CLIENT_CERT_FILE', 'SECTIGO_CLIENT_KEY_FILE'],
] as const;

interface Surroundings {
  /** Variables that come from files. */
  readonly files: ReadonlyMap<string, string>;
  /** Whether there must be an account although nothing names one, and what to say of it. */
  readonly demanded: false | string;
}

/** All of an account or nothing: one that is half set must not become the simulator, nor the simulator's orders real. */
export function readSectigoAccount(
  env: Environment,
  { files, demanded }: Surroundings,
  faults: string[],
): SectigoAccount | undefined {
  const isSet = (name: (typeof NAMES_AN_ACCOUNT)[number]): boolean =>
    env[name] !== undefined || files.has(name);
  const named = NAMES_AN_ACCOUNT.find(isSet);
  if (named === undefined && demanded === false) return undefined;
  const why = named === undefined ? demanded || '' : ` with ${files.has(named) ? `${named}_FILE` : named}`;
  for (const [name, ...instead] of NEEDED) {
    if (![name, ...instead].some(isSet)) faults.push(`${name} or ${name}_FILE is needed${why}`);
  }
  const clientCertificate = readClientCertificate(env, faults);
  const ca = readOptionalFile(env, 'SECTIGO_CA_FILE', faults);
  const proxy = readSectigoProxy(env, files, faults);
  const { SECTIGO_URL: url, SECTIGO_LOGIN_NAME: loginName } = env;
  if (url !== undefined) faults.push(...faultsOfUrl(url));
  const simulated = env.SECTIGO_SIMULATED === 'true';
  if (simulated && url !== undefined && URL.canParse(url) && !mayBeSimulator(url)) {
    faults.push(
      'SECTIGO_SIMULATED is for a simulator, on this machine or under a name that only this network knows: SECTIGO_URL is elsewhere',
    );
  }
  if (url === undefined || loginName === undefined) return undefined;
  return {
    url: url.endsWith('/') ? url : `${url}/`,
    loginName,
    ...(simulated && { simulated }),
    ...passwordOf(env, files),
    ...(clientCertificate !== undefined && { clientCertificate }),
    ...(ca !== undefined && { ca }),
    ...(proxy !== undefined && { proxy }),
  };
}

/** Never Sectigo itself, whose orders cost money however they are shown. */
function mayBeSimulator(url: string): boolean {
  const { hostname } = new URL(url);
  return isLoopback(url) || (!hostname.startsWith('[') && isPrivateName(hostname));
}

/** What is no URL at all has its fault already. */
function faultsOfUrl(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { username, password, search, hash } = new URL(url);
  return [
    ...(isSecure(url) ? [] : ['SECTIGO_URL must be https; http is for loopback only']),
    ...(username + password + search + hash === ''
      ? []
      : ['SECTIGO_URL must have no credentials, query or fragment']),
  ];
}

/** Of a password in a file only the path: it is read anew for each order. */
function passwordOf(
  { SECTIGO_LOGIN_PASSWORD: loginPassword }: Environment,
  files: ReadonlyMap<string, string>,
): Pick<SectigoAccount, 'loginPassword' | 'loginPasswordFile'> {
  const loginPasswordFile = files.get('SECTIGO_LOGIN_PASSWORD');
  if (loginPasswordFile !== undefined) return { loginPasswordFile };
  return loginPassword === undefined ? {} : { loginPassword };
}

function readClientCertificate(env: Environment, faults: string[]): SectigoAccount['clientCertificate'] {
  const { SECTIGO_CLIENT_CERT_FILE, SECTIGO_CLIENT_KEY_FILE } = env;
  if ((SECTIGO_CLIENT_CERT_FILE === undefined) !== (SECTIGO_CLIENT_KEY_FILE === undefined)) {
    faults.push('SECTIGO_CLIENT_CERT_FILE and SECTIGO_CLIENT_KEY_FILE belong together');
  }
  const cert = readOptionalFile(env, 'SECTIGO_CLIENT_CERT_FILE', faults);
  const key = readOptionalFile(env, 'SECTIGO_CLIENT_KEY_FILE', faults);
  return cert === undefined || key === undefined ? undefined : { cert, key };
}

function readOptionalFile(
  env: Environment,
  name: 'SECTIGO_CLIENT_CERT_FILE' | 'SECTIGO_CLIENT_KEY_FILE' | 'SECTIGO_CA_FILE',
  faults: string[],
): string | undefined {
  const path = env[name];
  return path === undefined ? undefined : readFile(path, name, faults);
}
