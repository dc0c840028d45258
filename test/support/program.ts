import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiClient } from './api-client.js';
import { eventually } from './eventually.js';

const ROOT = path.resolve(__dirname, '../..');
const PROGRAMS = { start: 'packages/dev/dist/start.js', main: 'dist/main.js' } as const;
const START_WITHIN_MS = 60_000;

/** The built program in a process group of its own, as `npm start` runs it or as it runs in production. */
export class Program {
  private child: ChildProcess | undefined;
  private printed = '';
  url = '';

  constructor(
    readonly dataDir = mkdtempSync(path.join(tmpdir(), 'gateway-')),
    private readonly settings: Record<string, string> = {},
    private readonly entry: keyof typeof PROGRAMS = 'start',
  ) {}

  get output(): string {
    return this.printed;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get operator(): ApiClient {
    return new ApiClient(this.url, this.secret('operator-key'));
  }

  get client(): ApiClient {
    return new ApiClient(this.url, this.secret('client-key'));
  }

  /** Starts it on a free port and waits until it listens, and has greeted if it does. */
  async start(): Promise<void> {
    const child = this.launch();
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('exit', () => reject(new Error(`the program ended: ${this.printed.slice(-2_000)}`)));
    });
    ended.catch(() => undefined);
    this.url = await Promise.race([ended, eventually(() => this.readyUrl(), START_WITHIN_MS)]);
  }

  /** What it says when it does not start: all lines but those of the log. */
  async refusal(): Promise<string[]> {
    const child = this.launch();
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 1) throw new Error(`the program ended with ${code}: ${this.printed.slice(-2_000)}`);
    return this.printed.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  }

  private launch(): ChildProcess {
    this.printed = '';
    const { DATABASE_URL, REDIS_URL, ...environment } = process.env;
    const child = spawn(process.execPath, [path.join(ROOT, PROGRAMS[this.entry])], {
      env: { ...environment, PORT: '0', LOG_LEVEL: 'info', DATA_DIR: this.dataDir, ...this.settings },
      // not here, where a developer's .env may name a real account
      cwd: this.dataDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    }
    return child;
  }

  /** Sends the signal to the program alone, as a terminal or a supervisor does, and waits for its end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (!child || !this.running) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  }

  /** kill -9 of the whole process group. */
  async killGroup(): Promise<void> {
    const { child } = this;
    if (!child?.pid) throw new Error('the program does not run');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  private readyUrl(): string {
    const [line = '', url] = /"url":"([^"]+)"[^\n]*"listening"/.exec(this.printed) ?? [];
    const isGreeting = line.includes('"simulated":true') && !this.printed.includes('Order a certificate:');
    if (url === undefined || isGreeting) throw new Error('it does not listen yet');
    return url;
  }

  private secret(name: string): string {
    const file = path.join(this.dataDir, name);
    if (!existsSync(file)) throw new Error(`${name} has not been made`);
    return readFileSync(file, 'utf8').trim();
  }
}
