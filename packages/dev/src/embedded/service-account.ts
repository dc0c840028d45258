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

/**
 * What others may do with the folders above those of the servers. As root the service account has to pass through them, or
 * what is below is hidden from it; it needs to list none.
 */
const PASSAGE = process.getuid?.() === 0 ? 0o711 : 0o700;
const PRIVATE = 0o700;

/** Creates a directory with all that is missing above it, whatever the umask. One that is there stays as it is. */
export function ensureDirectory(directory: string): void {
  const created = fs.mkdirSync(directory, { recursive: true });
  if (created === undefined) return;
  for (let each = directory; each.startsWith(created); each = path.dirname(each)) fs.chmodSync(each, PASSAGE);
}

/** A directory that is ours alone, also when an earlier version left it open. */
export function ensurePrivateDirectory(directory: string): void {
  ensureDirectory(directory);
  restrict(directory, PRIVATE);
}

/** One through which the service account comes to what is its own. */
export function ensurePassage(directory: string): void {
  ensureDirectory(directory);
  restrict(directory, PASSAGE);
}

/** What belongs to somebody else is not ours to change. */
function restrict(directory: string, mode: number): void {
  if (fs.statSync(directory).uid === process.getuid?.()) fs.chmodSync(directory, mode);
}

/** Whether the account may pass through `directory` and all its parents. */
export function canReach(account: ServiceAccount, directory: string): boolean {
  const { uid, gid, mode } = fs.statSync(directory);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const parent = path.dirname(directory);
  return (mode & bit) !== 0 && (parent === directory || canReach(account, parent));
}
