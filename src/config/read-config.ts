import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { type AccountConfig, type Config, ConfigError, type RunningConfig } from './config.js';
import { parseEncryptionKeys } from './encryption-keys.js';
import { Environment } from './environment.js';
import { type Access, readAccess } from './read-access.js';
import { parseRedisUrl, prefixFor } from './redis-url.js';
import { readSectigoAccount } from './read-sectigo-account.js';
import { readServiceIdentity, type ServiceIdentity } from './read-service-identity.js';
import { readFile, readSecretFiles, type Variables } from './secret-files.js';
import { isLoopback } from './secure-url.js';
import { isRedisUrl } from './server-url.js';
import { findUnknownVariables } from './unknown-variables.js';

const REDIS_FORMS =
  'redis://host:port, redis+sentinel://host:port,host:port/master and redis+cluster://host:port,host:port';

/** What has to be set, in words for people where it is not obvious why. */
interface Demands {
  readonly servers: boolean;
  readonly account: false | string;
}

/**
 * The configuration in an environment, of which nothing has to be set. Throws one `ConfigError` that lists every fault by
 * the variable's name. Files named by variables are read here; the login password is read again per order.
 */
export function readConfig(variables: Variables = process.env): Config {
  return collect(variables, { servers: false, account: false });
}

/** For a process whose servers are started for it; in production nothing stands in for Sectigo. */
export function readStartConfig(variables: Variables = process.env): Config {
  const isProduction = variables['NODE_ENV'] === 'production';
  const account = isProduction && ': with NODE_ENV=production no simulator is started';
  return collect(variables, { servers: false, account });
}

/** For a process for which nothing is started. What is demanded is there, or `collect` would have thrown. */
export function readRunningConfig(variables: Variables = process.env): RunningConfig {
  return collect(variables, { servers: true, account: '' }) as RunningConfig;
}

/** For whoever asks Sectigo something and needs no servers. */
export function readAccountConfig(variables: Variables = process.env): AccountConfig {
  return collect(variables, { servers: false, account: '' }) as AccountConfig;
}

function collect(set: Variables, demands: Demands): Config {
  const faults: string[] = [];
  const { variables, files } = readSecretFiles(set, faults);
  const env = plainToInstance(Environment, variables, { exposeDefaultValues: true });
  for (const { property, constraints } of validateSync(env)) {
    const where = files.has(property) ? `${property}_FILE names a file whose content` : property;
    faults.push(`${where} ${sentence(constraints)}`);
  }
  if (demands.servers) {
    const missing = (['DATABASE_URL', 'REDIS_URL', 'OPERATOR_KEY'] as const).filter(
      (name) => env[name] === undefined && !files.has(name),
    );
    faults.push(...missing.map((name) => `${name} or ${name}_FILE is needed`));
  }
  const sectigo = readSectigoAccount(env, { files, demanded: demands.account }, faults);
  const access = readAccess(env, files, faults);
  const servers = readServers(env, files, faults);
  const identity = readServiceIdentity(env, faults);
  const parameterNames = readParameterNames(env.SECTIGO_PARAMETER_NAMES, faults);
  const errorCodes = readErrorCodes(env.SECTIGO_ERROR_CODES_FILE, faults);
  const unknown = findUnknownVariables(Object.keys(variables)).filter(({ isAboutSectigo }) => isAboutSectigo);
  faults.push(...unknown.map(({ words }) => words));
  const isReal = sectigo !== undefined && URL.canParse(sectigo.url) && !isLoopback(sectigo.url);
  if (isReal && set['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    faults.push('NODE_TLS_REJECT_UNAUTHORIZED is 0, so any certificate is accepted: not with a real account');
  if (faults.length > 0) throw new ConfigError(faults);
  return toConfig(env, {
    ...servers,
    ...access,
    ...identity,
    ...(sectigo !== undefined && { sectigo }),
    parameterNames,
    errorCodes,
  });
}

type Servers = Pick<
  Config,
  | 'databaseUrl'
  | 'databaseDirectUrl'
  | 'databasePoolSize'
  | 'databasePrepare'
  | 'migrateOnStart'
  | 'redisUrl'
  | 'queuePrefix'
>;

type ReadApart = Servers &
  Access &
  ServiceIdentity &
  Pick<Config, 'sectigo' | 'parameterNames' | 'errorCodes'>;

function toConfig(env: Environment, readApart: ReadApart): Config {
  return {
    port: env.PORT,
    host: env.HOST,
    role: env.ROLE,
    ...(env.PUBLIC_URL !== undefined && { publicUrl: env.PUBLIC_URL.replace(/\/+$/, '') }),
    dataDir: env.DATA_DIR,
    ...(env.SECTIGO_SAME_ACCOUNT !== undefined && { sectigoSameAccount: env.SECTIGO_SAME_ACCOUNT }),
    sectigoTimeoutMs: env.SECTIGO_TIMEOUT_MS,
    sectigoConnectTimeoutMs: env.SECTIGO_CONNECT_TIMEOUT_MS,
    sectigoForeignOrderNumber: env.SECTIGO_FOREIGN_ORDER_NUMBER === 'on',
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
    ...(env.OPERATOR_KEY !== undefined && { operatorKey: env.OPERATOR_KEY }),
    ...(env.ENCRYPTION_KEY !== undefined && { encryptionKeys: parseEncryptionKeys(env.ENCRYPTION_KEY) }),
    ...readApart,
    ...readMonitoring(env),
    retentionRawDays: env.RETENTION_RAW_DAYS,
    shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
    logLevel: env.LOG_LEVEL,
    ...(env.LOG_FORMAT !== undefined && { logFormat: env.LOG_FORMAT }),
  };
}

function readServers(env: Environment, files: ReadonlyMap<string, string>, faults: string[]): Servers {
  const { DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: databaseDirectUrl, REDIS_URL: redisUrl } = env;
  if (databaseDirectUrl !== undefined && databaseUrl === undefined && !files.has('DATABASE_URL')) {
    faults.push('DATABASE_DIRECT_URL needs DATABASE_URL, which is not set');
  }
  const redis = redisUrl === undefined ? undefined : parseRedisUrl(redisUrl);
  if (redisUrl !== undefined && redis === undefined && isRedisUrl(redisUrl)) {
    faults.push(`REDIS_URL must be one of ${REDIS_FORMS}`);
  }
  return {
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(databaseDirectUrl !== undefined && { databaseDirectUrl }),
    databasePoolSize: env.DATABASE_POOL_SIZE,
    databasePrepare: env.DATABASE_PREPARE,
    migrateOnStart: env.MIGRATE_ON_START === 'true',
    ...(redisUrl !== undefined && { redisUrl }),
    queuePrefix: prefixFor(redis, env.QUEUE_PREFIX),
  };
}

function readMonitoring(
  env: Environment,
): Pick<Config, 'metricsToken' | 'tracesEndpoint' | 'tracesHeaders' | 'runbookUrl' | 'balanceAlertBelow'> {
  return {
    ...(env.METRICS_TOKEN !== undefined && { metricsToken: env.METRICS_TOKEN }),
    ...(env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && { tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }),
    ...(env.OTEL_EXPORTER_OTLP_HEADERS !== undefined && { tracesHeaders: env.OTEL_EXPORTER_OTLP_HEADERS }),
    ...(env.RUNBOOK_URL !== undefined && { runbookUrl: env.RUNBOOK_URL }),
    ...(env.BALANCE_ALERT_BELOW !== undefined && { balanceAlertBelow: env.BALANCE_ALERT_BELOW }),
  };
}

/** class-validator's messages begin with the property's name and may not quote the value. */
function sentence(constraints: Record<string, string> = {}): string {
  return Object.values(constraints)
    .map((text) => text.replace(/^\S+ /, ''))
    .join(' and ');
}

function readErrorCodes(path: string | undefined, faults: string[]): unknown {
  const text = path === undefined ? '[]' : readFile(path, 'SECTIGO_ERROR_CODES_FILE', faults);
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
      // null is what `verify-account` prints for a name that it has not learnt
      const entries = Object.entries(names).filter(([, name]) => name !== null);
      if (entries.every(([, name]) => typeof name === 'string')) return Object.fromEntries(entries);
    }
  } catch {
    // reported below, with everything else that is not an object of strings
  }
  faults.push('SECTIGO_PARAMETER_NAMES must be a JSON object of strings');
  return {};
}
