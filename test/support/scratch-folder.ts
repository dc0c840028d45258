import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a test's own, for files that settings name. */
export class ScratchFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'gateway-scratch-'));

  /** Writes a file and returns its path. */
  file(name: string, content: string): string {
    const path = join(this.path, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
