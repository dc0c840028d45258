import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
  canReach,
  ensureDirectory,
  ensurePassage,
  serviceAccount,
  SHARED_STATE_DIR,
  type ServiceAccount,
} from './service-account.js';

/** Where one embedded Postgres keeps everything, and the user it runs as. */
export interface PostgresHome {
  readonly directory: string;
  readonly cluster: string;
  readonly logFile: string;
  readonly password: string;
  readonly account: ServiceAccount | null;
}

export function openPostgresHome(dataDir: string, log: (message: string) => void): PostgresHome {
  const account = serviceAccount();
  const directory = homeDirectory(path.resolve(dataDir), account, log);
  const cluster = path.join(directory, 'cluster');
  return {
    directory,
    cluster,
    logFile: path.join(directory, 'server.log'),
    account: accountOfCluster(cluster, account),
    password: superuserPassword(directory),
  };
}

/** Gives a file or folder to the account that Postgres runs as. */
export function handOver(file: string, account: ServiceAccount | null): void {
  if (account !== null) fs.chownSync(file, account.uid, account.gid);
}

function homeDirectory(
  dataDir: string,
  account: ServiceAccount | null,
  log: (message: string) => void,
): string {
  ensureDirectory(dataDir);
  const home = path.join(dataDir, 'postgres');
  const isHidden = account !== null && !canReach(account, fs.realpathSync(dataDir));
  if (isHidden && !fs.existsSync(home)) moveToSharedState(home, log);
  ensurePassage(home);
  return fs.realpathSync(home);
}

/** A DATA_DIR under /root, say, is closed to the service account: its databases live elsewhere, behind a link. */
function moveToSharedState(home: string, log: (message: string) => void): void {
  const elsewhere = path.join(SHARED_STATE_DIR, `postgres-${randomBytes(6).toString('hex')}`);
  ensureDirectory(elsewhere);
  fs.rmSync(home, { force: true });
  fs.symlinkSync(elsewhere, home);
  log(
    `Postgres does not run as root and no other user can enter ${path.dirname(home)}: the database is kept in ${elsewhere}`,
  );
}

/** A cluster stays with the user who made it, as Postgres demands. */
function accountOfCluster(cluster: string, account: ServiceAccount | null): ServiceAccount | null {
  if (!fs.existsSync(cluster)) return account;
  const { uid, gid } = fs.statSync(cluster);
  if (account !== null) return { uid, gid };
  if (uid === process.getuid?.()) return null;
  throw new Error(
    `The database in ${cluster} belongs to another user (${uid}). Start the gateway as the user who made it, or set another DATA_DIR.`,
  );
}

function superuserPassword(directory: string): string {
  const file = path.join(directory, 'superuser-password');
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim();
  if (fs.existsSync(path.join(directory, 'cluster'))) {
    throw new Error(`The password of the database in ${directory} is lost: ${file} is missing.`);
  }
  const password = randomBytes(24).toString('hex');
  fs.writeFileSync(file, `${password}\n`, { mode: 0o600 });
  return password;
}
