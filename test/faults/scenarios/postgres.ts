import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../scenario.js';
import { connect } from '../stage/postgres-server.js';
import { SmallDisk } from '../stage/small-disk.js';
import { type Stage } from '../stage/stage.js';
import { during, mustBeFelt, repeat } from './during.js';

/** Away for longer than the lease: what Sectigo answered meanwhile is known to nobody. */
const SOME_UNKNOWN: Partial<Scenario> = { unknown: { kind: 'some' } };
const LONGER_THAN_LEASE_MS = 30_000;

/** Breaks every session of the gateway, as an administrator or a failover would. */
const END_SESSIONS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                      WHERE datname = current_database() AND pid <> pg_backend_pid()`;
const endSessions = (stage: Stage): Promise<object[]> => stage.sql(END_SESSIONS);

/** Has every connection that the server has to give, for so long: whoever gets one in between is ended again. */
async function takeAllConnections(stage: Stage, forMs: number): Promise<void> {
  const first = await stage.look();
  const taken = [first];
  for (const until = Date.now() + forMs; Date.now() < until;) {
    await pause(50);
    await first.query(END_SESSIONS);
    for (;;) {
      const client = await connect(stage.postgres.directUrl('postgres')).catch(() => null);
      if (client === null) break;
      taken.push(client);
    }
  }
  await Promise.all(taken.map((client) => client.end()));
}

/** Every second change fails as one that met another: those of the API, of the claim and of the record. */
const CONFLICTS = `
  CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF random() < 0.5 THEN
      RAISE EXCEPTION 'could not serialize access' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER conflict BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION conflict();
  CREATE TRIGGER conflict BEFORE INSERT OR UPDATE ON attempts FOR EACH ROW EXECUTE FUNCTION conflict();`;

const disk = new SmallDisk();

export const POSTGRES_SCENARIOS: readonly Scenario[] = [
  during(
    11,
    'Postgres restarts, away for 2 s',
    ({ stage: { postgres } }) => postgres.restart(() => pause(2_000)),
    { short: true },
  ),
  during(11, 'Postgres is killed (kill -9) and recovers, twice', ({ stage: { postgres } }) =>
    repeat(2, async () => {
      await postgres.crash();
      await pause(1_500);
    }),
  ),
  during(11, 'all sessions are ended (pg_terminate_backend), 25 times', ({ stage }) =>
    repeat(25, async () => {
      await endSessions(stage);
      await pause(150);
    }),
  ),
  during(11, 'Postgres has no connection left for 8 s', async (show) => {
    await takeAllConnections(show.stage, 8_000);
    mustBeFelt(show);
  }),
  during(11, 'Postgres is read-only for 4 s', async (show) => {
    const { stage } = show;
    const readOnly = (value: string): Promise<void> =>
      stage.postgres.execute(
        `ALTER DATABASE "${stage.databaseName}" SET default_transaction_read_only = ${value}`,
      );
    await readOnly('on');
    await endSessions(stage);
    await pause(4_000);
    mustBeFelt(show);
    await readOnly('off');
    await endSessions(stage);
  }),
  during(11, 'every second change fails for 6 s: could not serialize', async (show) => {
    const { stage } = show;
    await stage.sql(CONFLICTS);
    await pause(6_000);
    mustBeFelt(show);
    await stage.sql('DROP FUNCTION conflict() CASCADE');
  }),
  during(11, 'Postgres answers 300 ms late for 10 s', async ({ stage: { postgres } }) => {
    await postgres.proxy.break({ kind: 'latency', ms: 150, jitterMs: 30 });
    await pause(10_000);
    await postgres.proxy.heal();
  }),
  during(11, 'Postgres is a black hole for 5 s', async ({ stage: { postgres } }) => {
    await postgres.proxy.break({ kind: 'black-hole' });
    await pause(5_000);
    await postgres.proxy.heal();
  }),
  during(
    11,
    'Postgres refuses connections for longer than the lease',
    async (show) => {
      const { postgres } = show.stage;
      await postgres.proxy.break({ kind: 'refuse' });
      await pause(LONGER_THAN_LEASE_MS);
      mustBeFelt(show);
      await postgres.proxy.heal();
    },
    SOME_UNKNOWN,
  ),
  during(
    11,
    "Postgres' disk is full for 5 s",
    async (show) => {
      disk.fill();
      await pause(5_000);
      mustBeFelt(show);
      disk.empty();
    },
    {
      cannotRun: () => disk.cannotMount(),
      prepare: async (stage) => {
        disk.mount();
        await stage.postgres.execute(`CREATE TABLESPACE small LOCATION '${disk.folder}'`);
        await stage.postgres.execute(`ALTER DATABASE "${stage.databaseName}" SET TABLESPACE small`);
      },
      tidy: async (stage) => {
        await stage.postgres.execute(`DROP DATABASE "${stage.databaseName}" WITH (FORCE)`);
        await stage.postgres.execute('DROP TABLESPACE small');
        disk.unmount();
      },
    },
  ),
];
