import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { faultsOf, LOGIN, namesOf } from '../../test/support/config-faults.js';
import { ScratchFolder } from '../../test/support/scratch-folder.js';
import { type Config } from './config.js';
import { readConfig } from './read-config.js';

const folder = new ScratchFolder();
afterAll(() => folder.remove());

describe('without variables', () => {
  const DEFAULTS: Config = {
    port: 3000,
    host: '127.0.0.1',
    role: 'all',
    dataDir: '.data',
    databasePoolSize: 10,
    databasePrepare: 'auto',
    migrateOnStart: true,
    queuePrefix: 'sectigo-gateway',
    sectigoTimeoutMs: 60_000,
    sectigoConnectTimeoutMs: 5_000,
    parameterNames: {},
    sectigoForeignOrderNumber: false,
    errorCodes: [],
    submissions: {
      concurrency: 4,
      perMinute: 0,
      maxAttempts: 8,
      backoffMs: 1_000,
      holdProbeMs: 300_000,
      reconcileIntervalMs: 60_000,
      reconcileResubmit: 'never',
    },
    callsPerMinute: { reads: 60_000, orders: 60_000, changes: 60 },
    trustedProxies: [],
    statusPollsPerMinute: 60,
    webhookAllowPrivate: false,
    webhookAllowedNetworks: [],
    retentionRawDays: 90,
    serviceName: 'sectigo-gateway',
    resourceAttributes: {},
    shutdownDelayMs: 0,
    logLevel: 'info',
  };

  it('everything has its default, and the simulator stands in for Sectigo', () => {
    expect(readConfig({})).toEqual(DEFAULTS);
  });

  it('empty ones count as absent', () => {
    const empty = { PORT: '', DATABASE_URL: '', SECTIGO_URL: '', OPERATOR_KEY: '', LOG_LEVEL: undefined };
    expect(readConfig(empty)).toEqual(DEFAULTS);
  });

  it('those of others are ignored', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root', constructor: 'x' })).toEqual(DEFAULTS);
  });
});

describe('a variable', () => {
  it.each<[string, string, object]>([
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['RATE_LIMIT_CHANGES_PER_MINUTE', '0', { callsPerMinute: { reads: 60_000, orders: 60_000, changes: 0 } }],
    ['RATE_LIMIT_ORDERS_PER_MINUTE', '7', { callsPerMinute: { reads: 60_000, orders: 7, changes: 60 } }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['ROLE', 'worker', { role: 'worker' }],
    ['PUBLIC_URL', 'https://gateway.example/base//', { publicUrl: 'https://gateway.example/base' }],
    ['PUBLIC_URL', 'http://gateway:3000', { publicUrl: 'http://gateway:3000' }],
    ['DATA_DIR', '/var/lib/gateway', { dataDir: '/var/lib/gateway' }],
    ['DATABASE_URL', 'postgres://u:p@h/db', { databaseUrl: 'postgres://u:p@h/db' }],
    ['DATABASE_URL', 'postgresql://h/db', { databaseUrl: 'postgresql://h/db' }],
    ['REDIS_URL', 'rediss://:p@h:6379/1', { redisUrl: 'rediss://:p@h:6379/1' }],
    ['DATABASE_POOL_SIZE', '200', { databasePoolSize: 200 }],
    ['DATABASE_PREPARE', 'on', { databasePrepare: 'on' }],
    ['DATABASE_PREPARE', 'off', { databasePrepare: 'off' }],
    ['QUEUE_PREFIX', 'gw-2', { queuePrefix: 'gw-2' }],
    ['QUEUE_PREFIX', '{gw-2}', { queuePrefix: '{gw-2}' }],
    [
      'REDIS_URL',
      'redis+cluster://a,b',
      { redisUrl: 'redis+cluster://a,b', queuePrefix: '{sectigo-gateway}' },
    ],
    ['SECTIGO_TIMEOUT_MS', '100', { sectigoTimeoutMs: 100 }],
    ['SECTIGO_CONNECT_TIMEOUT_MS', '50', { sectigoConnectTimeoutMs: 50 }],
    [
      'SECTIGO_PARAMETER_NAMES',
      '{"customerEmail":"custEmail","callbackTemplateId":null}',
      { parameterNames: { customerEmail: 'custEmail' } },
    ],
    ['SECTIGO_FOREIGN_ORDER_NUMBER', 'on', { sectigoForeignOrderNumber: true }],
    ['OPERATOR_KEY', 'k'.repeat(20), { operatorKey: 'k'.repeat(20) }],
    ['STATUS_POLLS_PER_MINUTE', '6', { statusPollsPerMinute: 6 }],
    ['WEBHOOK_ALLOW_PRIVATE', 'true', { webhookAllowPrivate: true }],
    [
      'WEBHOOK_ALLOWED_NETWORKS',
      '10.0.0.0/8, fd12::/16,192.168.7.1,.internal.example,Svc.Cluster.Local,',
      {
        webhookAllowedNetworks: [
          '10.0.0.0/8',
          'fd12::/16',
          '192.168.7.1',
          '.internal.example',
          'Svc.Cluster.Local',
        ],
      },
    ],
    ['METRICS_TOKEN', 't'.repeat(20), { metricsToken: 't'.repeat(20) }],
    ['BALANCE_ALERT_BELOW', '1000.00', { balanceAlertBelow: '1000.00' }],
    ['RETENTION_RAW_DAYS', '30', { retentionRawDays: 30 }],
    ['SHUTDOWN_DELAY_MS', '5000', { shutdownDelayMs: 5_000 }],
    ['LOG_LEVEL', 'DEBUG', { logLevel: 'debug' }],
  ])('%s=%s is read', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected);
  });

  it.each<[string, string, keyof Config['submissions'], number | string]>([
    ['SUBMIT_CONCURRENCY', '100', 'concurrency', 100],
    ['SUBMIT_PER_MINUTE', '100000', 'perMinute', 100_000],
    ['SUBMIT_MAX_ATTEMPTS', '1', 'maxAttempts', 1],
    ['SUBMIT_BACKOFF_MS', '300000', 'backoffMs', 300_000],
    ['HOLD_PROBE_MS', '0', 'holdProbeMs', 0],
    ['RECONCILE_INTERVAL_MS', '100', 'reconcileIntervalMs', 100],
    ['RECONCILE_RESUBMIT', 'after-absent', 'reconcileResubmit', 'after-absent'],
  ])('%s=%s is read', (name, value, member, expected) => {
    expect(readConfig({ [name]: value }).submissions[member]).toBe(expected);
  });

  it.each<[string, readonly string[]]>([
    ['PORT', ['-1', '65536', '80.5', 'http', '3000x', 'NaN']],
    ['ROLE', ['both', 'API']],
    ['SECTIGO_FOREIGN_ORDER_NUMBER', ['true', 'ON', '1']],
    ['PUBLIC_URL', ['gateway.example', 'ftp://gateway.example', '//gateway.example']],
    ['DATABASE_URL', ['mysql://s3cret@h/db', 'h/s3cret']],
    ['REDIS_URL', ['http://s3cret@h', 'redis:h', 'redis+sentinel://s3cret@h']],
    ['DATABASE_POOL_SIZE', ['0', '201', 'ten']],
    ['MIGRATE_ON_START', ['no', '0']],
    ['QUEUE_PREFIX', ['{}', '{a', 'a{b}', 'a b', 'UPPER', 'x'.repeat(65)]],
    ['SECTIGO_URL', ['secure.example', 'ftp://secure.example/']],
    ['SECTIGO_LOGIN_NAME', ['n'.repeat(65)]],
    ['SECTIGO_LOGIN_PASSWORD', ['p'.repeat(129)]],
    ['SECTIGO_TIMEOUT_MS', ['99', '600001', '1e9', 'soon']],
    ['SECTIGO_CONNECT_TIMEOUT_MS', ['49', '60001']],
    ['SECTIGO_PARAMETER_NAMES', ['s3cret', '[]', '["a"]', '"a"', 'null', '{"a":1}']],
    ['SUBMIT_CONCURRENCY', ['0', '101', '2.5']],
    ['SUBMIT_PER_MINUTE', ['-1', '100001']],
    ['SUBMIT_MAX_ATTEMPTS', ['0', '101']],
    ['SUBMIT_BACKOFF_MS', ['0', '300001']],
    ['HOLD_PROBE_MS', ['-1', '86400001']],
    ['RECONCILE_INTERVAL_MS', ['99', '86400001']],
    ['RECONCILE_RESUBMIT', ['always', 'After-Absent']],
    ['WEBHOOK_ALLOW_PRIVATE', ['1', 'yes', 'TRUE']],
    ['SECTIGO_SAME_ACCOUNT', ['true', '0123456', '0123456G']],
    ['SECTIGO_SIMULATED', ['yes', '1']],
    ['NOTIFICATION_USER', ['with:colon']],
    [
      'WEBHOOK_ALLOWED_NETWORKS',
      [
        '10.0.0.0/33',
        's3cret.example/24',
        '*.s3cret.example',
        'http://s3cret.example',
        's3cret.example:8080',
      ],
    ],
    ['OPERATOR_KEY', ['s3cret', 'k'.repeat(513)]],
    ['LOG_LEVEL', ['loud', 'warning']],
  ])('%s is refused by its name, never with its value', (name, values) => {
    for (const value of values) {
      const refused = { ...LOGIN, [name]: value };
      expect([...new Set(namesOf(refused))]).toEqual([name]);
      expect(faultsOf(refused).join()).not.toContain(value.length > 4 ? value : 's3cret');
    }
  });

  it('that is wrong does not hide others', () => {
    const wrong = { PORT: 'x', ROLE: 'both', LOG_LEVEL: 'loud', SUBMIT_BACKOFF_MS: '0' };
    expect(namesOf(wrong).sort()).toEqual(['LOG_LEVEL', 'PORT', 'ROLE', 'SUBMIT_BACKOFF_MS']);
    expect(
      namesOf({ ...wrong, SECTIGO_URL: 'x', OPERATOR_KEY_FILE: join(folder.path, 'absent') }),
    ).toHaveLength(8);
    expect(() => readConfig(wrong)).toThrow(/PORT[^]*\n[^]*ROLE|ROLE[^]*\n[^]*PORT/);
  });
});

describe('a URL of a server', () => {
  it.each([
    'postgres://gateway:pa#ss@db.example/gateway',
    'postgres://gateway:12#34@db.example/gateway',
    'postgres://gateway:pa/ss@db.example/gateway',
    'postgres://gateway:12/34@db.example/gateway',
    'postgres://gateway:12?34@db.example/gateway',
    'postgres://gateway:s3cret@db.example:port/gateway',
  ])('%s is refused by name, with what to do', (url) => {
    const [fault, ...more] = faultsOf({ DATABASE_URL: url });
    expect(more).toEqual([]);
    expect(fault).toMatch(/^DATABASE_URL .*percent-encoded$/);
    expect(fault).not.toContain('gateway');
  });

  it.each([
    'postgres://gateway:pa%23ss@db.example/gateway',
    'postgres://gateway:p@ss@db.example/gateway',
    'postgres://gateway:pa ss@db.example:5432/gateway?sslmode=verify-full',
    'postgres://gateway:secret@db.example/gateway?sslrootcert=/absent/ca.pem',
    'postgresql://gateway:secret@/gateway?host=/var/run/postgresql',
    'postgresql://db.example/gateway?user=gateway@tenant&password=secret',
    'postgresql://gateway:secret@[::1]:5432/gateway?application_name=a@b',
    'postgresql:///gateway',
  ])('%s is one', (url) => {
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each([
    'redis://:pa#ss@h:6379',
    'redis://:12#34@h:6379',
    'redis://:pa/ss@h',
    'redis://u:12?34@h',
    'redis://:%@h',
  ])('%s is refused as well', (url) =>
    expect(faultsOf({ REDIS_URL: url })).toEqual([expect.stringMatching(/^REDIS_URL .*percent-encoded$/)]),
  );

  it.each(['redis://:pa%23ss@h:6379/1', 'rediss://user:p@ss@h', 'redis://h', 'redis://[::1]:6379?family=6'])(
    '%s is one as well',
    (url) => expect(readConfig({ REDIS_URL: url }).redisUrl).toBe(url),
  );
});
