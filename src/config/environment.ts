import { Transform, Type } from 'class-transformer';
import {
  getMetadataStorage,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { ENCRYPTION_KEYS } from './encryption-keys.js';
import { isPostgresUrl, isRedisUrl } from './server-url.js';

const WEB_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

const ReadBy = (canRead: (text: string) => boolean): PropertyDecorator =>
  ValidateBy({
    name: 'readBy',
    validator: {
      validate: (value) => typeof value === 'string' && canRead(value),
      defaultMessage: () =>
        '$property must be a URL with reserved characters in user name and password (# / ? % @) percent-encoded',
    },
  });

/** What a caller sends as bearer token: nothing else passes through a header and its scheme whole. */
const FitsHeader = (): PropertyDecorator =>
  Matches(/^[\x21-\x7e]*$/, {
    message: '$property must have only visible ASCII characters and no spaces, so that a header can carry it',
  });

/**
 * The environment variables that the gateway reads, as they are written. `readConfig` turns them into a `Config`.
 * An empty variable counts as absent, so that compose files can pass unset ones through.
 */
export class Environment {
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(65_535) PORT = 3000;
  @IsOptional() @IsString() HOST = '127.0.0.1';
  @IsOptional() @IsIn(['all', 'api', 'worker']) ROLE: 'all' | 'api' | 'worker' = 'all';
  @IsOptional() @IsUrl(WEB_URL) PUBLIC_URL?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(60_000) SHUTDOWN_DELAY_MS = 0;
  @IsOptional() @IsString() DATA_DIR = '.data';
  @IsOptional() @Matches(/^postgres(ql)?:\/\//) @ReadBy(isPostgresUrl) DATABASE_URL?: string;
  @IsOptional() @Matches(/^postgres(ql)?:\/\//) @ReadBy(isPostgresUrl) DATABASE_DIRECT_URL?: string;
  @IsOptional() @Matches(/^rediss?(\+(sentinel|cluster))?:\/\//) @ReadBy(isRedisUrl) REDIS_URL?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) DATABASE_POOL_SIZE = 10;
  @IsOptional() @IsIn(['auto', 'on', 'off']) DATABASE_PREPARE: 'auto' | 'on' | 'off' = 'auto';
  @IsOptional() @IsIn(['true', 'false']) MIGRATE_ON_START: 'true' | 'false' = 'true';
  @IsOptional() @Matches(/^(?:[a-z0-9-]{1,64}|\{[a-z0-9-]{1,64}\})$/) QUEUE_PREFIX = 'sectigo-gateway';

  @IsOptional() @IsUrl(WEB_URL) SECTIGO_URL?: string;
  @IsOptional() @Length(1, 64) SECTIGO_LOGIN_NAME?: string;
  @IsOptional() @Length(1, 128) SECTIGO_LOGIN_PASSWORD?: string;
  @IsOptional() @IsString() SECTIGO_CLIENT_CERT_FILE?: string;
  @IsOptional() @IsString() SECTIGO_CLIENT_KEY_FILE?: string;
  @IsOptional() @IsString() SECTIGO_CA_FILE?: string;
  @IsOptional() @IsUrl(WEB_URL) SECTIGO_PROXY_URL?: string;
  // basic authentication has the password after the first colon
  @IsOptional()
  @Matches(/^[^:\p{Cc}]+:[^\p{Cc}]+$/u, { message: '$property must be user:password' })
  SECTIGO_PROXY_LOGIN?: string;
  @IsOptional() @IsString() SECTIGO_PROXY_CA_FILE?: string;
  @IsOptional() @Matches(/^[0-9a-f]{8}$/) SECTIGO_SAME_ACCOUNT?: string;
  @IsOptional() @IsIn(['true', 'false']) SECTIGO_SIMULATED: 'true' | 'false' = 'false';
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(600_000) SECTIGO_TIMEOUT_MS = 60_000;
  @IsOptional() @Type(() => Number) @IsInt() @Min(50) @Max(60_000) SECTIGO_CONNECT_TIMEOUT_MS = 5_000;
  @IsOptional() @IsString() SECTIGO_PARAMETER_NAMES?: string;
  @IsOptional() @IsString() SECTIGO_ERROR_CODES_FILE?: string;
  @IsOptional() @IsIn(['off', 'on']) SECTIGO_FOREIGN_ORDER_NUMBER: 'off' | 'on' = 'off';

  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) SUBMIT_CONCURRENCY = 4;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(100_000) SUBMIT_PER_MINUTE = 0;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) SUBMIT_MAX_ATTEMPTS = 8;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(300_000) SUBMIT_BACKOFF_MS = 1_000;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(86_400_000) HOLD_PROBE_MS = 300_000;
  @IsOptional() @Type(() => Number) @IsInt() @Min(100) @Max(86_400_000) RECONCILE_INTERVAL_MS = 60_000;
  @IsOptional() @IsIn(['never', 'after-absent']) RECONCILE_RESUBMIT: 'never' | 'after-absent' = 'never';

  // basic authentication has the password after the first colon
  @IsOptional() @Length(1, 255) @Matches(/^[^:]*$/) NOTIFICATION_USER?: string;
  @IsOptional() @Length(8, 512) NOTIFICATION_PASSWORD?: string;
  @IsOptional() @IsString() NOTIFICATION_ALLOWED_IPS?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(6_000) STATUS_POLLS_PER_MINUTE = 60;

  @IsOptional() @IsIn(['true', 'false']) WEBHOOK_ALLOW_PRIVATE: 'true' | 'false' = 'false';
  @IsOptional() @IsString() WEBHOOK_ALLOWED_NETWORKS?: string;

  @IsOptional() @Length(20, 512) @FitsHeader() OPERATOR_KEY?: string;
  @IsOptional()
  @Matches(ENCRYPTION_KEYS, { message: '$property must be keys of 32 bytes, in base64 or hex, one a line' })
  ENCRYPTION_KEY?: string;
  @IsOptional() @Length(1, 512) JWT_ISSUER?: string;
  @IsOptional() @Length(1, 512) JWT_AUDIENCE?: string;
  @IsOptional() @IsUrl(WEB_URL) JWT_JWKS_URL?: string;
  @IsOptional() @IsUrl(WEB_URL) OIDC_ISSUER?: string;
  @IsOptional() @Length(1, 512) OIDC_CLIENT_ID?: string;
  @IsOptional() @Length(1, 512) OIDC_CLIENT_SECRET?: string;
  @IsOptional() @Length(1, 255) OIDC_ROLE_CLAIM = 'roles';
  @IsOptional() @IsString() OIDC_ROLES = 'viewer=viewer,operator=operator,admin=admin';
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) RATE_LIMIT_READS_PER_MINUTE = 60_000;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) RATE_LIMIT_ORDERS_PER_MINUTE = 60_000;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) RATE_LIMIT_CHANGES_PER_MINUTE = 60;
  @IsOptional() @IsString() TRUSTED_PROXIES?: string;
  @IsOptional() @Length(20, 512) @FitsHeader() METRICS_TOKEN?: string;
  @IsOptional() @IsUrl(WEB_URL) OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  @IsOptional() @IsString() OTEL_EXPORTER_OTLP_HEADERS?: string;
  @IsOptional() @Length(1, 255) OTEL_SERVICE_NAME?: string;
  @IsOptional() @IsString() OTEL_RESOURCE_ATTRIBUTES?: string;
  @IsOptional() @IsUrl(WEB_URL) RUNBOOK_URL?: string;
  @IsOptional() @Matches(/^\d{1,12}(\.\d{1,2})?$/) BALANCE_ALERT_BELOW?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(3_650) RETENTION_RAW_DAYS = 90;
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL = 'info';
  @IsOptional() @IsIn(['json', 'pretty']) LOG_FORMAT?: 'json' | 'pretty';
}

/** Every variable of the class above: each has a rule. */
export function variableNames(): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Environment, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}
