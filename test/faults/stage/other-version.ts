import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');

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

  /** With this version's dependencies, into a folder of its own. */
  build(): Promise<void> {
    this.root = mkdtempSync(path.join(tmpdir(), 'gateway-other-'));
    const archive = execFileSync('git', ['archive', this.commit], { cwd: ROOT, maxBuffer: 2 ** 28 });
    execFileSync('tar', ['-x', '-C', this.root], { input: archive });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.root, 'node_modules'));
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: this.root, stdio: 'pipe' });
    return Promise.resolve();
  }

  remove(): Promise<void> {
    rmSync(this.root, { recursive: true });
    return Promise.resolve();
  }
}
