import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Batch {
  readonly lines: string[];
  readonly written: Promise<void>;
}

/**
 * Lines that are on the disk, not merely on their way, once `append` resolves. Appends that arrive while the disk is
 * busy share the next sync. After a failed write every later append fails too: it would land behind a torn line.
 */
export class AppendOnlyFile {
  private batch: Batch | null = null;
  private settled: Promise<void> = Promise.resolve();

  private constructor(private readonly handle: FileHandle) {}

  /** Cuts off a torn last line, which a crash during a write leaves; the write was never confirmed. */
  static async open(path: string): Promise<{ file: AppendOnlyFile; lines: readonly string[] }> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'a+', 0o600);
    const content = await handle.readFile();
    const end = content.lastIndexOf('\n') + 1;
    if (end < content.length) await handle.truncate(end);
    await handle.sync();
    await syncDirectory(dirname(path));
    const lines = content.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
    return { file: new AppendOnlyFile(handle), lines };
  }

  append(line: string): Promise<void> {
    if (this.batch === null) {
      const written = this.settled.then(() => this.writeBatch());
      this.batch = { lines: [], written };
      this.settled = written;
    }
    this.batch.lines.push(`${line}\n`);
    return this.batch.written;
  }

  async clear(): Promise<void> {
    this.settled = this.settled.then(async () => {
      await this.handle.truncate(0);
      await this.handle.datasync();
    });
    await this.settled;
  }

  async close(): Promise<void> {
    // a failed write has been reported to the caller of append
    await this.settled.catch(() => undefined);
    await this.handle.close();
  }

  private async writeBatch(): Promise<void> {
    const lines = this.batch?.lines ?? [];
    this.batch = null;
    await this.handle.appendFile(lines.join(''));
    await this.handle.datasync();
  }
}

/** Makes the name of a new file durable, not only its content. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
