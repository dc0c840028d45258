import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { RedisProcess } from './redis-process.js';
import { Stage } from './stage.js';

const WITHIN_MS = 30_000;
const SLOTS = 16_384;

describe('a Redis Cluster of three nodes', () => {
  let stage: Stage;
  let nodes: RedisProcess[];
  beforeAll(async () => {
    stage = await Stage.start();
    const settings = ['cluster-enabled yes', 'cluster-port %other%', 'cluster-node-timeout 5000'];
    nodes = await Promise.all([1, 2, 3].map(() => RedisProcess.start(settings)));
    const [first, ...others] = nodes;
    for (const { port, otherPort } of others) {
      await first?.command('CLUSTER', 'MEET', '127.0.0.1', port, otherPort);
    }
    const share = Math.ceil(SLOTS / nodes.length);
    for (const [index, node] of nodes.entries()) {
      const last = Math.min((index + 1) * share, SLOTS) - 1;
      await node.command('CLUSTER', 'ADDSLOTSRANGE', index * share, last);
    }
    await eventually(async () => {
      for (const node of nodes) {
        const info = String(await node.command('CLUSTER', 'INFO'));
        expect(info).toMatch(/cluster_state:ok[^]*cluster_known_nodes:3/);
      }
    }, WITHIN_MS);
  });
  afterAll(async () => {
    await stage.stop();
    await RedisProcess.stopAll();
  });

  const hosts = (): string => nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');

  it.each([
    ['a prefix as it always was', { QUEUE_PREFIX: 'gw' }, '{gw}'],
    ['a prefix in braces', { QUEUE_PREFIX: '{gw-2}' }, '{gw-2}'],
  ])('with %s, orders are placed and all keys are on one node', async (_what, settings, prefix) => {
    const gateway = await stage.gateway({ REDIS_URL: `redis+cluster://${hosts()}`, ...settings });

    await gateway.places(await gateway.accepts());

    await eventually(async () => expect((await gateway.ready()).status).toBe('ok'), WITHIN_MS);
    const keys = await Promise.all(
      nodes.map(async (node) => (await node.command('KEYS', `${prefix}:*`)) as string[]),
    );
    expect(keys.filter((found) => found.length > 0)).toHaveLength(1);
    expect(await gateway.process.terminate()).toBe(0);
  });

  it('is refused by name where REDIS_URL names one of its nodes as if it were alone', async () => {
    const process = await stage.process({ REDIS_URL: nodes[0]?.url ?? '', QUEUE_PREFIX: 'gw' });

    await process.launch();

    await eventually(() => expect(process.running).toBe(false), WITHIN_MS);
    expect(process.output).toMatch(/^REDIS_URL: Redis is a cluster: REDIS_URL must be redis\+cluster:/m);
  });

  it('orders are taken and wait when the node of the queues dies', async () => {
    const gateway = await stage.gateway({ REDIS_URL: `redis+cluster://${hosts()}`, QUEUE_PREFIX: 'gw-3' });
    await gateway.places(await gateway.accepts());
    const home = await Promise.all(
      nodes.map(async (node) => ((await node.command('KEYS', '{gw-3}:*')) as string[]).length > 0),
    );

    await nodes[home.indexOf(true)]?.kill();

    await eventually(async () => {
      expect(await gateway.ready()).toMatchObject({
        status: 'degraded',
        details: { redis: { state: 'down', trouble: 'unreachable' } },
      });
    }, WITHIN_MS);
    await gateway.accepts();
    expect(await gateway.process.terminate()).toBe(0);
  });
});
