import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from '../../support/eventually.js';
import { FaultProxy } from '../network/fault-proxy.js';
import { freePort } from '../network/free-port.js';
import { Child } from './child.js';

const JS_REDIS = path.resolve(__dirname, '../../../packages/dev/dist/embedded/js-redis-server.js');

/** A Redis of the suite's own behind a fault proxy; with an append-only file like the embedded one, if it is a real Redis. */
export class RedisServer {
  private child: Child | undefined;

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    readonly proxy: FaultProxy,
  ) {}

  static async start(dataDir: string): Promise<RedisServer> {
    const port = await freePort();
    mkdirSync(dataDir, { recursive: true });
    const server = new RedisServer(dataDir, port, await FaultProxy.start({ host: '127.0.0.1', port }));
    await server.start();
    return server;
  }

  /** Whether it is a real Redis, which can be told to run out of memory, say. */
  static readonly real = spawnSync('redis-server', ['--version']).status === 0;

  get proxiedUrl(): string {
    return `redis://127.0.0.1:${this.proxy.port}`;
  }

  async start(): Promise<void> {
    if (this.child?.running === true) return;
    this.child = RedisServer.real
      ? await Child.start('redis-server', this.flags(), process.env)
      : await Child.start(process.execPath, [JS_REDIS, String(this.port)], process.env);
    await eventually(() => this.command('PING'));
  }

  /** kill -9: up to a second of what it promised to keep is lost. */
  async kill(): Promise<void> {
    await this.child?.end('SIGKILL');
  }

  async command(name: string, ...values: readonly string[]): Promise<unknown> {
    const client = new Redis(this.port, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...values);
    } finally {
      client.disconnect();
    }
  }

  /** As new: nothing in it, no limit, its own master. */
  async reset(): Promise<void> {
    await this.start();
    if (RedisServer.real) {
      await this.command('REPLICAOF', 'NO', 'ONE');
      await this.command('CONFIG', 'SET', 'maxmemory', '0');
    }
    await this.command('FLUSHALL');
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.child?.end('SIGTERM');
  }

  private flags(): string[] {
    const listen = ['--bind', '127.0.0.1', '--port', String(this.port)];
    const keep = ['--dir', this.dataDir, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
    return [...listen, ...keep, '--maxmemory-policy', 'noeviction'];
  }
}
