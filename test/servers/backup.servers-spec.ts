import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { handOver } from '../../packages/dev/src/embedded/postgres-home.js';
import { identify, isRunning } from '../../packages/dev/src/embedded/process-identity.js';
import { serviceAccount } from '../../packages/dev/src/embedded/service-account.js';
import { eventually } from '../support/eventually.js';
import { follow } from '../support/followed-page.js';
import { BackupPlace, databaseUrl } from './backup-place.js';
import { startDebianPostgres } from './debian-postgres.js';

const PAGE = 'docs/BACKUP.md';

describe('the gateway on a dump that was restored', () => {
  let place: BackupPlace;
  beforeAll(async () => {
    place = await BackupPlace.open();
  });
  afterAll(() => place.close());

  it('buys nothing twice, and knows every order that the dump has', async () => {
    const before = await place.placed(await place.order());
    await place.pause();
    const open = [await place.order(), await place.order()];

    expect(await follow(PAGE, 'Make a dump', place.shell, {})).toMatch(/^\d\d\n$/);

    await place.resume();
    const bought = await Promise.all(open.map((id) => place.placed(id)));
    const afterwards = await place.placed(await place.order());
    const ledger = await place.ledger();
    expect(ledger).toHaveLength(4);

    await follow(PAGE, 'Restore a dump', place.shell, {
      'Stop every process of the gateway.': () => place.stopGateway(),
      'Start the gateway with the restored database, and with the `ENCRYPTION_KEY` of the time of the dump.':
        async (printed) => {
          expect(printed).toContain('2 open orders will be looked for at Sectigo before anything is sent');
          await place.startGateway(databaseUrl(place.postgres, 'gateway_restored'));
        },
      'Repeat the first call until its list is empty.': async (printed) => {
        expect(printed).toContain('"submissions":{"paused":true');
        expect(printed).toContain('"valid":true');
        await eventually(async () => {
          const { body } = await place.operator.get('/v1/orders?status=outcome-unknown');
          expect(body).toMatchObject({ data: [] });
        });
      },
    });

    await place.expectPlacedAsBefore([before, ...bought]);
    expect((await place.operator.get(`/v1/orders/${afterwards.id}`)).status).toBe(404);
    expect(await place.ledger()).toEqual(ledger);

    await place.placed(await place.order());
    expect(await place.ledger()).toHaveLength(5);
  });
});

describe('the gateway on a server that was restored from its archive', () => {
  let place: BackupPlace;
  let archive: string;
  beforeAll(async () => {
    archive = mkdtempSync(join(tmpdir(), 'gateway-archive-'));
    handOver(archive, serviceAccount());
    place = await BackupPlace.open({
      archive_mode: 'on',
      archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f`,
    });
    await place.shell.set('ARCHIVE', archive);
  });
  afterAll(async () => {
    await place.close();
    rmSync(archive, { recursive: true });
  });

  /** As archive_timeout does within a minute. */
  const archived = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: place.postgres.url });
    await client.connect();
    const { rows } = await client.query<{ file: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS file');
    await client.end();
    await eventually(() => expect(readdirSync(archive)).toContain(rows[0]?.file));
  };

  it('buys nothing twice, and knows every order that the archive has', async () => {
    await follow(PAGE, 'Archive the log', place.shell, {});
    const before = await place.placed(await place.order());
    await place.pause();
    const open = [await place.order(), await place.order()];
    await archived();
    await place.resume();
    const bought = await Promise.all(open.map((id) => place.placed(id)));
    const ledger = await place.ledger();
    expect(ledger).toHaveLength(3);

    const folder = join(place.scratch.path, 'postgres');
    const restored = join(place.scratch.path, 'restored');
    const home = join(restored, 'postgres');
    mkdirSync(home, { recursive: true });
    cpSync(join(folder, 'superuser-password'), join(home, 'superuser-password'));
    await place.shell.set('PGDATA', join(home, 'cluster'));
    await follow(PAGE, 'Restore the last moment', place.shell, {
      'Stop every process of the gateway.': () => place.stopGateway(),
      'Stop the old server.': () => kill(join(folder, 'cluster')),
      'Start Postgres on it, as the user that owns the files.': async () => {
        giveAll(join(home, 'cluster'));
        place.postgres = await startDebianPostgres(restored);
        await place.shell.set('DATABASE_URL', place.postgres.url);
      },
      'Start the gateway.': async (printed) => {
        expect(printed).toContain('2 open orders will be looked for at Sectigo before anything is sent');
        await place.startGateway(place.postgres.url);
      },
    });

    await place.expectPlacedAsBefore([before, ...bought]);
    await place.resume();
    await place.placed(await place.order());
    expect(await place.ledger()).toHaveLength(ledger.length + 1);
  });
});

/** A power cut: what was not archived by then never is. */
async function kill(cluster: string): Promise<void> {
  const server = identify(Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10));
  if (server === null) throw new Error('Postgres does not run');
  process.kill(server.pid, 'SIGKILL');
  await eventually(() => expect(isRunning(server)).toBe(false));
}

/** Postgres runs as another user than root. */
function giveAll(folder: string): void {
  const account = serviceAccount();
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of [folder, ...inside.map((name) => join(folder, name))]) handOver(file, account);
  chmodSync(folder, 0o700);
}
