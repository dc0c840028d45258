import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { selfSigned } from '../factories/tls-identity.js';
import { FaultProxy } from '../faults/network/fault-proxy.js';
import { eventually } from '../support/eventually.js';
import { RedisProcess } from './redis-process.js';
import { Stage, type StagedGateway } from './stage.js';

const WITHIN_MS = 30_000;
const PASSWORD = 'canary-password';
/** The user of the gateway; `default` is the test's own. */
const USER = `user gateway on >${PASSWORD} ~* &* +@all`;
const acl = (...rules: readonly string[]): Record<string, string> => ({
  'users.acl': `user default on nopass ~* &* +@all\n${[USER, ...rules].join(' ')}\n`,
});
const withAcl = (...rules: readonly string[]): Promise<RedisProcess> =>
  RedisProcess.start(['aclfile %folder%/users.acl'], acl(...rules));
const urlOf = (redis: RedisProcess, password = PASSWORD): string =>
  `redis://gateway:${password}@127.0.0.1:${redis.port}`;

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => {
  await stage.stop();
  await RedisProcess.stopAll();
});

describe('a Redis that has trouble while the gateway runs', () => {
  let redis: RedisProcess;
  let gateway: StagedGateway;
  beforeAll(async () => {
    redis = await withAcl();
    gateway = await stage.gateway({ REDIS_URL: urlOf(redis), LOG_LEVEL: 'warn' });
  });

  const config = (name: string, value: string) => redis.command('CONFIG', 'SET', name, value);
  const setUser = (...rules: readonly string[]) => redis.command('ACL', 'SETUSER', 'gateway', ...rules);
  const disconnect = () => redis.command('CLIENT', 'KILL', 'USER', 'gateway');
  const replicaOf = (host: string, port: string) => redis.command('REPLICAOF', host, port);

  it('is well to begin with', async () => {
    await gateway.places(await gateway.accepts());

    expect(await gateway.ready()).toMatchObject({ status: 'ok', details: { redis: { state: 'up' } } });
    expect(await gateway.metric('gateway_redis_trouble{kind="out-of-memory"}')).toBe(0);
  });

  it.each([
    ['out-of-memory', 'no memory left', () => config('maxmemory', '1'), () => config('maxmemory', '0')],
    ['read-only', 'a replica', () => replicaOf('127.0.0.1', '1'), () => replicaOf('NO', 'ONE')],
    ['not-allowed', 'ACL', () => setUser('-eval', '-evalsha'), () => setUser('+@all')],
    ['not-allowed', 'ACL', () => setUser('-bzpopmin'), () => setUser('+@all')],
    [
      'cannot-save',
      'save them or reach its replicas',
      () => config('min-replicas-to-write', '1'),
      () => config('min-replicas-to-write', '0'),
    ],
    [
      'refused-login',
      'user or password',
      async () => [await setUser('resetpass', '>another'), await disconnect()],
      () => setUser(`>${PASSWORD}`),
    ],
  ])('%s is told, and ends: %s', async (trouble, words, make, mend) => {
    const metric = `gateway_redis_trouble{kind="${trouble}"}`;
    await make();
    await eventually(async () => {
      expect(await gateway.ready()).toMatchObject({
        status: 'degraded',
        details: { redis: { state: 'down', trouble, explanation: expect.stringContaining(words) } },
      });
    }, WITHIN_MS);
    expect(await gateway.metric(metric)).toBe(1);
    expect(gateway.process.output).toContain(`"trouble":"${trouble}"`);
    expect(await gateway.isAlive()).toBe(true);
    const id = await gateway.accepts();

    await mend();

    await gateway.places(id);
    await eventually(async () => expect((await gateway.ready()).status).toBe('ok'), WITHIN_MS);
    expect(await gateway.metric(metric)).toBe(0);
  });

  it('one that may drop jobs is told of and used', async () => {
    await config('maxmemory-policy', 'allkeys-lru');

    await eventually(async () => {
      expect(await gateway.ready()).toMatchObject({
        status: 'degraded',
        details: { redis: { state: 'up', trouble: 'evicts', maxmemoryPolicy: 'allkeys-lru' } },
      });
    }, WITHIN_MS);
    await gateway.places(await gateway.accepts());
    await config('maxmemory-policy', 'noeviction');
  });

  it('the program tells no password, and stops in the midst of trouble', async () => {
    await setUser('resetpass', '>another');
    await disconnect();
    await eventually(async () => expect((await gateway.ready()).details.redis.state).toBe('down'), WITHIN_MS);

    expect(await gateway.process.terminate()).toBe(0);
    expect(gateway.process.output).not.toContain(PASSWORD);
  });
});

describe('a user without INFO', () => {
  it('is enough: orders are placed, the program answers at once and stops', async () => {
    const redis = await withAcl('-info');
    const gateway = await stage.gateway({ REDIS_URL: urlOf(redis) });

    await gateway.places(await gateway.accepts());
    expect(await gateway.isAlive()).toBe(true);
    expect(await gateway.ready()).toMatchObject({ status: 'ok' });
    expect(await gateway.process.terminate()).toBe(0);
  });
});

describe('a failover behind an address that stays', () => {
  it('is followed, although the old connections still lead to what is a replica now', async () => {
    const [old, promoted] = await Promise.all([RedisProcess.start(), RedisProcess.start()]);
    const address = await FaultProxy.start({ host: '127.0.0.1', port: old.port });
    const gateway = await stage.gateway({ REDIS_URL: `redis://127.0.0.1:${address.port}` });
    await gateway.places(await gateway.accepts());

    address.redirect({ host: '127.0.0.1', port: promoted.port });
    await old.command('REPLICAOF', '127.0.0.1', String(promoted.port));

    await gateway.places(await gateway.accepts());
    await eventually(async () => expect((await gateway.ready()).status).toBe('ok'), WITHIN_MS);
    await eventually(async () => expect(await promoted.command('DBSIZE')).not.toBe(0));
    expect(await gateway.process.terminate()).toBe(0);
    await address.close();
  });
});

describe('a Redis that is wrong from the start', () => {
  it.each([
    ['may not run scripts', ['-evalsha'], 'may not do what the queues need'],
    ['may not write', ['-@write'], 'may not do what the queues need'],
    ['may not touch our keys', ['resetkeys', '~other:*'], 'may not do what the queues need'],
  ])('is refused by name where the user %s', async (_what, rules, words) => {
    const redis = await withAcl(...rules);
    const process = await stage.process({ REDIS_URL: urlOf(redis) });

    await process.launch();

    await eventually(() => expect(process.running).toBe(false), WITHIN_MS);
    expect(process.output).toMatch(new RegExp(`^REDIS_URL: [^\n]*${words}`, 'm'));
    expect(process.output).not.toContain(PASSWORD);
  });

  it.each([
    ['nobody answers', async () => Promise.resolve('redis://127.0.0.1:9'), 'unreachable'],
    ['the password is wrong', async () => urlOf(await withAcl(), 'canary-wrong'), 'refused-login'],
  ])('orders are taken all the same when %s, and wait', async (_what, url, trouble) => {
    const gateway = await stage.gateway({ REDIS_URL: await url(), LOG_LEVEL: 'warn' });

    await gateway.accepts();

    await eventually(async () => {
      expect(await gateway.ready()).toMatchObject({
        status: 'degraded',
        details: { redis: { state: 'down', trouble } },
      });
    }, WITHIN_MS);
    expect(gateway.process.output).toContain(`"trouble":"${trouble}"`);
    expect(gateway.process.output).not.toContain('canary');
    expect(await gateway.process.terminate()).toBe(0);
  });

  it('a certificate that nobody vouches for is told by name, and taken when its authority is known', async () => {
    const { certificatePem, keyPem } = await selfSigned('redis', '127.0.0.1');
    const redis = await RedisProcess.start(
      [
        'tls-port %other%',
        'tls-cert-file %folder%/cert.pem',
        'tls-key-file %folder%/key.pem',
        'tls-auth-clients no',
      ],
      { 'cert.pem': certificatePem, 'key.pem': keyPem },
    );
    const url = `rediss://127.0.0.1:${redis.otherPort}`;
    const gateway = await stage.gateway({ REDIS_URL: url });
    await eventually(async () => {
      expect((await gateway.ready()).details.redis).toMatchObject({ trouble: 'untrusted-certificate' });
    }, WITHIN_MS);
    expect(await gateway.process.terminate()).toBe(0);

    const trusting = await stage.gateway({
      REDIS_URL: url,
      NODE_EXTRA_CA_CERTS: `${redis.folder}/cert.pem`,
    });
    await trusting.places(await trusting.accepts());
    expect(await trusting.process.terminate()).toBe(0);
  });
});
