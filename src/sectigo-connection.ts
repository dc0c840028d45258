import { readFile } from 'node:fs/promises';
import { ConfigError, type RunningConfig, type SectigoAccount } from './config/config.js';
import {
  loadErrorCatalogue,
  resolveParameterNames,
  SectigoClient,
  type SectigoCredentials,
} from './sectigo/index.js';

/** The client for the configured account; throws `ConfigError` when a table of the configuration is wrong. */
export function createSectigoClient(config: RunningConfig): SectigoClient {
  const names = resolveParameterNames(config.parameterNames);
  const catalogue = loadErrorCatalogue(config.errorCodes);
  const faults = [
    ...(names.kind === 'faults' ? names.faults.map((fault) => `SECTIGO_PARAMETER_NAMES: ${fault}`) : []),
    ...(catalogue.kind === 'faults'
      ? catalogue.faults.map((fault) => `SECTIGO_ERROR_CODES_FILE: ${fault}`)
      : []),
  ];
  if (names.kind === 'faults' || catalogue.kind === 'faults') throw new ConfigError(faults);
  return new SectigoClient({
    baseUrl: config.sectigo.url,
    credentials: () => credentialsOf(config.sectigo),
    connectTimeoutMs: config.sectigoConnectTimeoutMs,
    timeoutMs: config.sectigoTimeoutMs,
    caPem: config.sectigo.ca,
    parameterNames: names.names,
    errorCatalogue: catalogue.catalogue,
  });
}

async function credentialsOf(account: SectigoAccount): Promise<SectigoCredentials> {
  const { loginName, clientCertificate, loginPassword, loginPasswordFile } = account;
  if (clientCertificate) {
    const { cert: certificatePem, key: keyPem } = clientCertificate;
    return { loginName, proof: { kind: 'client-certificate', certificatePem, keyPem } };
  }
  const password = loginPassword ?? (await readFile(loginPasswordFile ?? '', 'utf8')).replace(/\r?\n$/, '');
  return { loginName, proof: { kind: 'password', loginPassword: password } };
}
