import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const KEPT_OUTPUT = 20_000;

/** A process of the suite's own, whose end it controls. */
export class Child {
  private printed = '';

  private constructor(private readonly process: ChildProcess) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on(
        'data',
        (chunk: Buffer) => (this.printed = (this.printed + chunk.toString()).slice(-KEPT_OUTPUT)),
      );
    }
  }

  static async start(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Child> {
    const process = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    await once(process, 'spawn');
    return new Child(process);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get output(): string {
    return this.printed;
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** Sends the signal and waits for the end; a process that was stopped (SIGSTOP) can only be killed. */
  async end(name: NodeJS.Signals): Promise<number | null> {
    if (!this.running) return this.process.exitCode;
    const ended = once(this.process, 'exit') as Promise<[number | null]>;
    this.process.kill(name);
    return (await ended)[0];
  }
}
