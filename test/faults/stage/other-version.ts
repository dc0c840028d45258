import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');

const lockOf = (root: string): string => readFileSync(path.join(root, 'package-lock.json'), 'utf8');

/** An older commit, built beside this one: FAULTS_OTHER_VERSION, or a commit some way back. */
export class OtherVersion {
  readonly commit = process.env['FAULTS_OTHER_VERSION'] ?? 'HEAD~10';
  root = '';

  cannotBuild(): string | null {
    const found = spawnSync('git', ['rev-parse', '--verify', '--quiet', `${this.commit}^{commit}`], {
      cwd: ROOT,
    });
    return found.status === 0 ? null : `there is no commit ${this.commit}`;
  }

  /** Into a folder of its own, with its own dependencies where they differ from this version's. */
  build(): Promise<void> {
    this.root = mkdtempSync(path.join(tmpdir(), 'gateway-other-'));
    const archive = execFileSync('git', ['archive', this.commit], { cwd: ROOT, maxBuffer: 2 ** 28 });
    execFileSync('tar', ['-x', '-C', this.root], { input: archive });
    if (lockOf(this.root) === lockOf(ROOT)) {
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.root, 'node_modules'));
    } else {
      execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: this.root, stdio: 'pipe' });
    }
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: this.root, stdio: 'pipe' });
    return Promise.resolve();
  }

  remove(): Promise<void> {
    rmSync(this.root, { recursive: true });
    return Promise.resolve();
  }
}
