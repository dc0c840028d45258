import fs from 'node:fs';
import path from 'node:path';

/** The user a server runs as when it may not run as root; null leaves it with the gateway's own. */
export interface ServiceAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Where root keeps what the service account must reach when the project or DATA_DIR is in a private directory. */
export const SHARED_STATE_DIR = '/var/lib/sectigo-gateway';

/** Postgres refuses to run as root; `nobody` exists everywhere, while initdb rejects an id without a passwd entry. */
export function serviceAccount(): ServiceAccount | null {
  if (process.getuid?.() !== 0) return null;
  const entry = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  const [, , uid, gid] = entry ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'Postgres does not run as root and there is no user "nobody" to run it as. Run the gateway as a normal user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Creates a directory that other users may pass through, whatever the umask: a private parent hides what is below it. */
export function ensureDirectory(directory: string): void {
  const created = fs.mkdirSync(directory, { recursive: true });
  if (created === undefined) return;
  for (let each = directory; each.startsWith(created); each = path.dirname(each)) fs.chmodSync(each, 0o755);
}

/** Whether the account may pass through `directory` and all its parents. */
export function canReach(account: ServiceAccount, directory: string): boolean {
  const { uid, gid, mode } = fs.statSync(directory);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const parent = path.dirname(directory);
  return (mode & bit) !== 0 && (parent === directory || canReach(account, parent));
}
