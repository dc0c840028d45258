import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { type PostgresBinaries } from './postgres-binaries.js';
import { handOver, type PostgresHome } from './postgres-home.js';
import { commandLine, identify, terminate, type StopSignals } from './process-identity.js';
import { startServerProcess } from './server-process.js';

/** Fast shutdown (clean); then immediate shutdown (the next start recovers); then the end. */
export const POSTGRES_STOP: StopSignals = [
  ['SIGINT', 5_000],
  ['SIGQUIT', 2_000],
  ['SIGKILL', 1_000],
];

/** Above every pid_max, so never a running process. */
const NO_PROCESS = 2_147_483_646;
const DRAFT_PREFIX = 'initialising-';

/** Made under another name first: an initdb cut short must not pass for a cluster. */
export async function initialiseCluster(home: PostgresHome, binaries: PostgresBinaries): Promise<void> {
  if (fs.existsSync(home.cluster)) return;
  const drafts = fs.readdirSync(home.directory).filter((name) => name.startsWith(DRAFT_PREFIX));
  for (const name of drafts) fs.rmSync(path.join(home.directory, name), { recursive: true });
  const draft = path.join(home.directory, `${DRAFT_PREFIX}${randomUUID()}`);
  fs.mkdirSync(draft, { mode: 0o700 });
  handOver(draft, home.account);
  const passwordFile = `${draft}.password`;
  fs.writeFileSync(passwordFile, `${home.password}\n`, { mode: 0o600 });
  handOver(passwordFile, home.account);
  try {
    await runInitdb(home, binaries, draft, passwordFile);
  } finally {
    fs.rmSync(passwordFile);
  }
  fs.renameSync(draft, home.cluster);
}

async function runInitdb(
  { account, logFile }: PostgresHome,
  { initdb }: PostgresBinaries,
  directory: string,
  passwordFile: string,
): Promise<void> {
  const args = [
    ...['-D', directory, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C', '--no-instructions'],
  ];
  const server = await startServerProcess({
    file: initdb,
    args,
    account,
    logFile,
    stopSignals: [['SIGTERM', 1_000]],
  });
  await server.exited;
  if (!server.succeeded()) throw new Error(`initdb failed: ${server.logTail()}`);
}

/**
 * Makes way for a new server on this cluster. A server that outlived its gateway is stopped. Any other process id in
 * postmaster.pid is crossed out: it may be a stranger's by now, or stay with the unreaped remains of a killed server, and
 * Postgres would refuse to start. The rest of the file stays, because Postgres finds a predecessor's shared memory by it.
 */
export async function stopPredecessor({ cluster }: PostgresHome): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(file)) return;
  const predecessor = identify(Number.parseInt(fs.readFileSync(file, 'utf8'), 10));
  if (predecessor !== null && commandLine(predecessor.pid).includes(cluster)) {
    await terminate(predecessor, POSTGRES_STOP);
  }
  if (!fs.existsSync(file)) return;
  const [, ...rest] = fs.readFileSync(file, 'utf8').split('\n');
  fs.writeFileSync(file, [String(NO_PROCESS), ...rest].join('\n'));
}
