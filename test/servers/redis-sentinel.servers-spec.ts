import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { RedisProcess } from './redis-process.js';
import { Stage } from './stage.js';

const WITHIN_MS = 60_000;
const PASSWORD = 'canary:password';

describe('Redis watched by three sentinels', () => {
  let stage: Stage;
  let master: RedisProcess;
  let replica: RedisProcess;
  let sentinels: RedisProcess[];
  beforeAll(async () => {
    stage = await Stage.start();
    const users = {
      'users.acl': `user default on nopass ~* &* +@all\nuser gateway on >${PASSWORD} ~* &* +@all\n`,
    };
    const acl = 'aclfile %folder%/users.acl';
    master = await RedisProcess.start([acl], users);
    replica = await RedisProcess.start([acl, `replicaof 127.0.0.1 ${master.port}`], users);
    const watch = [
      `sentinel monitor main 127.0.0.1 ${master.port} 2`,
      'sentinel down-after-milliseconds main 1000',
      'sentinel failover-timeout main 5000',
    ];
    sentinels = await Promise.all([1, 2, 3].map(() => RedisProcess.start(watch, {}, 'redis-sentinel')));
    // a failover needs a replica that is in step, and sentinels that know each other
    await eventually(async () => {
      expect(String(await replica.command('INFO', 'replication'))).toContain('master_link_status:up');
      const known = await sentinels[0]?.command('SENTINEL', 'ckquorum', 'main');
      expect(String(known)).toMatch(/^OK 3 usable/);
      const replicas = (await sentinels[0]?.command('SENTINEL', 'replicas', 'main')) as unknown[];
      expect(replicas).toHaveLength(1);
    }, WITHIN_MS);
  });
  afterAll(async () => {
    await stage.stop();
    await RedisProcess.stopAll();
  });

  it('orders go on being sent after the master has died', async () => {
    const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const url = `redis+sentinel://gateway:${encodeURIComponent(PASSWORD)}@${hosts}/main/1`;
    const gateway = await stage.gateway({ REDIS_URL: url });
    await gateway.places(await gateway.accepts());

    await master.kill();

    const meanwhile = await gateway.accepts();
    await gateway.places(meanwhile);
    await gateway.places(await gateway.accepts());
    await eventually(async () => expect((await gateway.ready()).status).toBe('ok'), WITHIN_MS);
    expect(String(await replica.command('INFO', 'replication'))).toContain('role:master');
    expect(await gateway.process.terminate()).toBe(0);
    expect(gateway.process.output).not.toContain('canary');
  });
});
