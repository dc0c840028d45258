import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serviceAccount } from '../../../packages/dev/src/embedded/service-account.js';

const SIZE = '48m';

/** A file system of its own in memory, small enough to be filled. Only root may mount one. */
export class SmallDisk {
  private point = '';

  /** Where the account that Postgres runs as may write. */
  get folder(): string {
    return path.join(this.point, 'tablespace');
  }

  cannotMount(): string | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      return 'only root on Linux can mount a disk';
    const point = mkdtempSync(path.join(tmpdir(), 'gateway-disk-'));
    const mounted = run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', point);
    if (mounted) run('umount', point);
    rmSync(point, { recursive: true });
    return mounted ? null : 'no disk can be mounted here';
  }

  mount(): void {
    this.point = mkdtempSync(path.join(tmpdir(), 'gateway-disk-'));
    if (!run('mount', '-t', 'tmpfs', '-o', `size=${SIZE},mode=0755`, 'tmpfs', this.point)) {
      throw new Error('the small disk was not mounted');
    }
    const account = serviceAccount();
    mkdirSync(this.folder);
    if (account !== null) chownSync(this.folder, account.uid, account.gid);
    run('chmod', '755', this.point);
  }

  /** Nothing more can be written by anybody. */
  fill(): void {
    // the file takes what there is, and the write then fails: that is the purpose
    spawnSync('dd', ['if=/dev/zero', `of=${this.ballast}`, 'bs=8k']);
  }

  empty(): void {
    writeFileSync(this.ballast, '');
  }

  unmount(): void {
    run('umount', this.point);
    rmSync(this.point, { recursive: true });
  }

  private get ballast(): string {
    return path.join(this.point, 'ballast');
  }
}

function run(command: string, ...values: readonly string[]): boolean {
  return spawnSync(command, values).status === 0;
}
