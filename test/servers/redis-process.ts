import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../faults/network/free-port.js';
import { Child } from '../faults/stage/child.js';
import { eventually } from '../support/eventually.js';

const STARTS_WITHIN_MS = 30_000;

/** A redis-server or redis-sentinel of the test's own, on a free port, with a configuration of its own. */
export class RedisProcess {
  private static readonly started: RedisProcess[] = [];

  private constructor(
    readonly port: number,
    /** Free for whoever has a use for it: %other% in the configuration. */
    readonly otherPort: number,
    readonly folder: string,
    private readonly child: Child,
  ) {}

  /** `lines` in the form of redis.conf; `files` beside it are named by %folder%. */
  static async start(
    lines: readonly string[] = [],
    files: Readonly<Record<string, string>> = {},
    program: 'redis-server' | 'redis-sentinel' = 'redis-server',
  ): Promise<RedisProcess> {
    const [port, otherPort] = [await freePort(), await freePort()];
    const folder = mkdtempSync(path.join(tmpdir(), 'gateway-redis-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
    const fill = (text: string): string =>
      text.replaceAll('%folder%', folder).replaceAll('%other%', String(otherPort));
    const file = path.join(folder, 'redis.conf');
    const own = [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, 'daemonize no'];
    const all = [...own, ...(program === 'redis-server' ? ['save ""'] : []), ...lines];
    writeFileSync(file, `${fill(all.join('\n'))}\n`);
    const server = new RedisProcess(port, otherPort, folder, await Child.start(program, [file], process.env));
    RedisProcess.started.push(server);
    await eventually(() => server.command('PING'), STARTS_WITHIN_MS).catch((error: unknown) => {
      throw new Error(`${program} does not answer: ${server.child.output}`, { cause: error });
    });
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async command(name: string, ...values: readonly (string | number)[]): Promise<unknown> {
    const client = new Redis(this.port, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...values);
    } finally {
      client.disconnect();
    }
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.child.end('SIGKILL');
  }

  /** Ends all that this test file has started. */
  static async stopAll(): Promise<void> {
    for (const server of RedisProcess.started.splice(0)) {
      await server.kill();
      rmSync(server.folder, { recursive: true, force: true });
    }
  }
}
