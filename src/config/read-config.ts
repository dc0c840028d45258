import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { type Config, ConfigError, type SectigoAccount } from './config.js';
import { Environment } from './environment.js';
import { readAccess } from './read-access.js';
import { parseRedisUrl, prefixFor } from './redis-url.js';
import { isSecure } from './secure-url.js';

const PRODUCTION_URL = 'https://secure.trust-provider.com/products/';

const REDIS_FORMS =
  'redis://host:port, redis+sentinel://host:port,host:port/master and redis+cluster://host:port,host:port';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The configuration in an environment. Throws one `ConfigError` that lists every fault by the variable's name.
 * Files named by variables are read here, but for the login password, which is read per order.
 */
export function readConfig(variables: Variables = process.env): Config {
  const present = Object.entries(variables).filter(([, value]) => value !== undefined && value !== '');
  const env = plainToInstance(Environment, Object.fromEntries(present), { exposeDefaultValues: true });
  const faults = validateSync(env).map((fault) => `${fault.property} ${sentence(fault.constraints)}`);
  const sectigo = readSectigoAccount(env, faults);
  const keyOfFile = readFile(env.OPERATOR_KEY_FILE, 'OPERATOR_KEY_FILE', faults)?.trim();
  if (keyOfFile !== undefined && keyOfFile.length < 20)
    faults.push('OPERATOR_KEY_FILE names a file with a key that is too short');
  const operatorKey = env.OPERATOR_KEY ?? keyOfFile;
  const access = readAccess(env, faults);
  const servers = readServers(env, faults);
  const parameterNames = readParameterNames(env.SECTIGO_PARAMETER_NAMES, faults);
  const errorCodes = readJson(
    readFile(env.SECTIGO_ERROR_CODES_FILE, 'SECTIGO_ERROR_CODES_FILE', faults),
    faults,
  );
  if (faults.length > 0) throw new ConfigError(faults);

  return {
    port: env.PORT,
    host: env.HOST,
    role: env.ROLE,
    ...(env.PUBLIC_URL !== undefined && { publicUrl: env.PUBLIC_URL.replace(/\/+$/, '') }),
    dataDir: env.DATA_DIR,
    ...servers,
    ...(sectigo !== undefined && { sectigo }),
    sectigoTimeoutMs: env.SECTIGO_TIMEOUT_MS,
    sectigoConnectTimeoutMs: env.SECTIGO_CONNECT_TIMEOUT_MS,
    parameterNames,
    sectigoForeignOrderNumber: env.SECTIGO_FOREIGN_ORDER_NUMBER === 'on',
    errorCodes,
    submissions: {
      concurrency: env.SUBMIT_CONCURRENCY,
      perMinute: env.SUBMIT_PER_MINUTE,
      maxAttempts: env.SUBMIT_MAX_ATTEMPTS,
      backoffMs: env.SUBMIT_BACKOFF_MS,
      holdProbeMs: env.HOLD_PROBE_MS,
      reconcileIntervalMs: env.RECONCILE_INTERVAL_MS,
      reconcileResubmit: env.RECONCILE_RESUBMIT,
    },
    statusPollsPerMinute: env.STATUS_POLLS_PER_MINUTE,
    webhookAllowPrivate: env.WEBHOOK_ALLOW_PRIVATE === 'true',
    ...(operatorKey !== undefined && { operatorKey }),
    ...access,
    ...readMonitoring(env),
    logLevel: env.LOG_LEVEL,
  };
}

function readServers(
  env: Environment,
  faults: string[],
): Pick<Config, 'databaseUrl' | 'databaseDirectUrl' | 'databasePoolSize' | 'redisUrl' | 'queuePrefix'> {
  const { DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: databaseDirectUrl, REDIS_URL: redisUrl } = env;
  if (databaseDirectUrl !== undefined && databaseUrl === undefined) {
    faults.push('DATABASE_DIRECT_URL is for a DATABASE_URL that leads through a pooler, which is not set');
  }
  const redis = redisUrl === undefined ? undefined : parseRedisUrl(redisUrl);
  if (redisUrl !== undefined && redis === undefined) faults.push(`REDIS_URL must be one of ${REDIS_FORMS}`);
  return {
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(databaseDirectUrl !== undefined && { databaseDirectUrl }),
    databasePoolSize: env.DATABASE_POOL_SIZE,
    ...(redisUrl !== undefined && { redisUrl }),
    queuePrefix: prefixFor(redis, env.QUEUE_PREFIX),
  };
}

function readMonitoring(
  env: Environment,
): Pick<Config, 'metricsToken' | 'tracesEndpoint' | 'balanceAlertBelow'> {
  return {
    ...(env.METRICS_TOKEN !== undefined && { metricsToken: env.METRICS_TOKEN }),
    ...(env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && { tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }),
    ...(env.BALANCE_ALERT_BELOW !== undefined && { balanceAlertBelow: env.BALANCE_ALERT_BELOW }),
  };
}

/** class-validator's messages begin with the property's name and may not quote the value. */
function sentence(constraints: Record<string, string> = {}): string {
  return Object.values(constraints)
    .map((text) => text.replace(/^\S+ /, ''))
    .join(' and ');
}

function readSectigoAccount(env: Environment, faults: string[]): SectigoAccount | undefined {
  const { SECTIGO_URL, SECTIGO_LOGIN_NAME: loginName } = env;
  if (SECTIGO_URL === undefined && loginName === undefined) return undefined;
  const base = SECTIGO_URL ?? PRODUCTION_URL;
  const cert = readFile(env.SECTIGO_CLIENT_CERT_FILE, 'SECTIGO_CLIENT_CERT_FILE', faults);
  const key = readFile(env.SECTIGO_CLIENT_KEY_FILE, 'SECTIGO_CLIENT_KEY_FILE', faults);
  const ca = readFile(env.SECTIGO_CA_FILE, 'SECTIGO_CA_FILE', faults);
  readFile(env.SECTIGO_LOGIN_PASSWORD_FILE, 'SECTIGO_LOGIN_PASSWORD_FILE', faults);
  if (loginName === undefined) faults.push('SECTIGO_LOGIN_NAME is needed with SECTIGO_URL');
  if ((cert === undefined) !== (key === undefined)) {
    faults.push('SECTIGO_CLIENT_CERT_FILE and SECTIGO_CLIENT_KEY_FILE belong together');
  }
  const { SECTIGO_LOGIN_PASSWORD: loginPassword, SECTIGO_LOGIN_PASSWORD_FILE: loginPasswordFile } = env;
  if (cert === undefined && loginPassword === undefined && loginPasswordFile === undefined) {
    faults.push('SECTIGO_LOGIN_PASSWORD or SECTIGO_LOGIN_PASSWORD_FILE is needed');
  }
  if (loginName === undefined) return undefined;
  if (URL.canParse(base) && !isSecure(base))
    faults.push('SECTIGO_URL must be https; http is for loopback only');
  return {
    url: base.endsWith('/') ? base : `${base}/`,
    loginName,
    ...(loginPassword !== undefined && { loginPassword }),
    ...(loginPasswordFile !== undefined && { loginPasswordFile }),
    ...(cert !== undefined && key !== undefined && { clientCertificate: { cert, key } }),
    ...(ca !== undefined && { ca }),
  };
}

function readFile(path: string | undefined, name: string, faults: string[]): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    faults.push(`${name} names a file that cannot be read`);
    return undefined;
  }
}

function readJson(text: string | undefined, faults: string[]): unknown {
  if (text === undefined) return [];
  try {
    return JSON.parse(text);
  } catch {
    faults.push('SECTIGO_ERROR_CODES_FILE names a file that is not JSON');
    return [];
  }
}

function readParameterNames(text: string | undefined, faults: string[]): Record<string, string> {
  if (text === undefined) return {};
  try {
    const names: unknown = JSON.parse(text);
    if (typeof names === 'object' && names !== null && !Array.isArray(names)) {
      const entries = Object.entries(names).filter(([, name]) => typeof name === 'string');
      if (entries.length === Object.keys(names).length) return Object.fromEntries(entries);
    }
  } catch {
    // reported below, with everything else that is not an object of strings
  }
  faults.push('SECTIGO_PARAMETER_NAMES must be a JSON object of strings');
  return {};
}
