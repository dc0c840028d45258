import path from 'node:path';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../network/free-port.js';
import { Child } from './child.js';

export const OPERATOR_KEY = 'operator-key-of-the-fault-suite';
const ROOT = path.resolve(__dirname, '../../..');
const STARTS_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 100;

export type Role = 'all' | 'api' | 'worker';
export type Settings = Readonly<Record<string, string>>;

/** One process of the built program, as it runs in production: an API or a worker. */
export class GatewayProcess {
  private child: Child | undefined;

  private constructor(
    readonly role: Role,
    private readonly settings: Settings,
    private readonly port: number,
    private readonly root: string,
  ) {}

  /** `root` is the folder of the build: another version's, or this one. */
  static async create(role: Role, settings: Settings, root = ROOT): Promise<GatewayProcess> {
    return new GatewayProcess(role, settings, await freePort(), root);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get output(): string {
    return this.child?.output ?? '';
  }

  get running(): boolean {
    return this.child?.running ?? false;
  }

  /** Starts it, or starts it again under the same address, and waits until it listens. */
  async start(): Promise<void> {
    await this.launch();
    await eventually(
      async () => {
        if (!this.running) throw new Error(`the ${this.role} ended: ${this.output.slice(-2_000)}`);
        await fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(1_000) });
      },
      STARTS_WITHIN_MS,
      LOOK_EVERY_MS,
    );
  }

  /** Starts it and does not wait. */
  async launch(): Promise<void> {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ...this.settings, ROLE: this.role, PORT: String(this.port) };
    this.child = await Child.start(process.execPath, [path.join(this.root, 'dist/main.js')], env);
  }

  signal(name: NodeJS.Signals): void {
    this.child?.signal(name);
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.child?.end('SIGKILL');
  }

  /** As an orchestrator does it; returns the exit code. */
  async terminate(): Promise<number | null> {
    return (await this.child?.end('SIGTERM')) ?? null;
  }
}
