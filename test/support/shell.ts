import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { type ScratchFolder } from './scratch-folder.js';

const CLI = path.resolve(__dirname, '../../dist/cli.js');
const END = '--- end of these commands ---';

/** A terminal as an operator has it, with `sectigo-gateway` on the PATH: what one command sets the next one sees. */
export class Shell {
  private printed = '';
  private readonly ended: Promise<void>;

  private constructor(private readonly bash: ChildProcessWithoutNullStreams) {
    for (const stream of [bash.stdout, bash.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    }
    this.ended = new Promise((resolve) => bash.once('close', () => resolve()));
  }

  static open(scratch: ScratchFolder, variables: Readonly<Record<string, string>>): Shell {
    const command = scratch.file('sectigo-gateway', `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
    chmodSync(command, 0o755);
    const { PATH = '', HOME } = process.env;
    const env = { PATH: `${scratch.path}:${PATH}`, HOME, ...variables };
    return new Shell(spawn('bash', ['-seu', '-o', 'pipefail'], { env, cwd: scratch.path }));
  }

  /** What the commands print; throws at the first that fails. */
  async run(commands: string): Promise<string> {
    const from = this.printed.length;
    const failed = this.ended.then(() => {
      throw new Error(`${commands}\nfailed: ${this.printed.slice(from)}`);
    });
    const done = new Promise<string>((resolve) => {
      const look = (): void => {
        const end = this.printed.indexOf(END, from);
        if (end < 0) return;
        this.bash.stdout.off('data', look);
        resolve(this.printed.slice(from, end));
      };
      this.bash.stdout.on('data', look);
    });
    this.bash.stdin.write(`${commands}\necho '${END}'\n`);
    // one that nobody waits for any more when the terminal is closed
    failed.catch(() => undefined);
    return Promise.race([done, failed]);
  }

  /** As `export NAME=value` does. */
  async set(name: string, value: string): Promise<void> {
    await this.run(`export ${name}='${value}'`);
  }

  async close(): Promise<void> {
    this.bash.stdin.end();
    await this.ended;
  }
}
