import { readFile } from 'node:fs/promises';
import { type AccountConfig, type Config, ConfigError, type SectigoAccount } from './config/config.js';
import {
  type ErrorCatalogue,
  loadErrorCatalogue,
  type ParameterNames,
  resolveParameterNames,
  SectigoClient,
  type SectigoClientSettings,
  type SectigoCredentials,
} from './sectigo/index.js';

/** What the configuration changes in Sectigo's tables; throws `ConfigError` when it makes no sense. */
export function readSectigoTables(config: Config): {
  parameterNames: ParameterNames;
  errorCatalogue: ErrorCatalogue;
} {
  const names = resolveParameterNames(config.parameterNames);
  const codes = loadErrorCatalogue(config.errorCodes);
  if (names.kind === 'names' && codes.kind === 'catalogue') {
    return { parameterNames: names.names, errorCatalogue: codes.catalogue };
  }
  throw new ConfigError([
    ...(names.kind === 'faults' ? names.faults.map((fault) => `SECTIGO_PARAMETER_NAMES: ${fault}`) : []),
    ...(codes.kind === 'faults' ? codes.faults.map((fault) => `SECTIGO_ERROR_CODES_FILE: ${fault}`) : []),
  ]);
}

/** The client for the configured account. */
export function createSectigoClient(
  config: AccountConfig,
  listeners: Pick<SectigoClientSettings, 'observe' | 'unread'> = {},
): SectigoClient {
  return new SectigoClient({
    baseUrl: config.sectigo.url,
    credentials: () => credentialsOf(config.sectigo),
    connectTimeoutMs: config.sectigoConnectTimeoutMs,
    timeoutMs: config.sectigoTimeoutMs,
    caPem: config.sectigo.ca,
    proxy: proxyOf(config.sectigo),
    foreignOrderNumbers: config.sectigoForeignOrderNumber,
    ...readSectigoTables(config),
    ...listeners,
  });
}

async function credentialsOf(account: SectigoAccount): Promise<SectigoCredentials> {
  const { loginName, clientCertificate, loginPassword, loginPasswordFile } = account;
  if (clientCertificate) {
    const { cert: certificatePem, key: keyPem } = clientCertificate;
    return { loginName, proof: { kind: 'client-certificate', certificatePem, keyPem } };
  }
  const password = loginPassword ?? passwordIn(await readFile(loginPasswordFile ?? '', 'utf8'));
  return { loginName, proof: { kind: 'password', loginPassword: password } };
}

function proxyOf({ proxy }: SectigoAccount): SectigoClientSettings['proxy'] {
  if (proxy === undefined) return undefined;
  const { url, login, loginFile, ca: caPem } = proxy;
  if (loginFile !== undefined) {
    return { url, caPem, login: async () => passwordIn(await readFile(loginFile, 'utf8')) };
  }
  return { url, caPem, ...(login !== undefined && { login: () => login }) };
}

/** Editors end a file with a line end, and some begin it with a byte order mark. */
function passwordIn(content: string): string {
  return content.replace(/^\ufeff/, '').replace(/\r?\n$/, '');
}
