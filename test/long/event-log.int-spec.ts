import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { EventLogQuery } from '../../src/events/event-log.query.js';

const WRITE = `INSERT INTO events (client_id, type, data)
  VALUES ('cli_00000000000000000000000000', 'webhook.test', '{}') RETURNING seq`;

describe('the event log', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let log: EventLogQuery;
  let writers: pg.Client[];

  beforeEach(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 4);
    log = new EventLogQuery(prisma);
    writers = [];
  });
  afterEach(async () => {
    await Promise.all(writers.map((writer) => writer.end()));
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  async function aWriter(): Promise<pg.Client> {
    const writer = new pg.Client({ connectionString: database.url });
    await writer.connect();
    writers.push(writer);
    return writer;
  }
  const write = async (writer: pg.Client): Promise<bigint> => {
    const { rows } = await writer.query<{ seq: string }>(WRITE);
    return BigInt(rows[0]!.seq);
  };
  /** What a reader gets that has read up to `after`. */
  async function read(after = 0n): Promise<bigint[]> {
    const upTo = await log.newestSettled();
    return (await log.oldestFirst({}, { after, upTo }, 1_000)).map(({ seq }) => seq);
  }

  it('is empty at first', async () => {
    expect(await log.newestSettled()).toBe(0n);
    expect(await read()).toEqual([]);
  });

  it('does not go past a smaller number that is not committed yet, and then gives both in order', async () => {
    const [one, other] = [await aWriter(), await aWriter()];
    await one.query('BEGIN');
    const first = await write(one);
    const second = await write(other);

    expect(second).toBe(first + 1n);
    expect(await read()).toEqual([]);

    await one.query('COMMIT');
    expect(await read()).toEqual([first, second]);
  });

  it('waits for the smaller number also if its transaction is the younger one', async () => {
    const [elder, younger] = [await aWriter(), await aWriter()];
    await elder.query('BEGIN');
    await elder.query('SELECT pg_current_xact_id()');
    await younger.query('BEGIN');
    await younger.query('SELECT pg_current_xact_id()');
    const first = await write(younger);
    const second = await write(elder);
    await elder.query('COMMIT');

    // every transaction up to the elder one has ended, and its event is visible: a snapshot's xmin would let it pass
    const bystander = await aWriter();
    await eventually(async () => {
      // once the transactions in other databases of this server have ended as well
      const { rows } = await bystander.query(
        `SELECT seq::int FROM events WHERE xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
      );
      expect(rows).toEqual([{ seq: Number(second) }]);
    });
    expect(await read()).toEqual([]);

    await younger.query('COMMIT');
    expect(await read()).toEqual([first, second]);
  });

  it('goes on when a transaction that took a number is undone', async () => {
    const [one, other] = [await aWriter(), await aWriter()];
    await one.query('BEGIN');
    await write(one);
    const second = await write(other);
    await one.query('ROLLBACK');

    expect(await read()).toEqual([second]);
  });

  it('is not held up by a long transaction that writes no events', async () => {
    const [busy, other] = [await aWriter(), await aWriter()];
    await busy.query('BEGIN');
    await busy.query(`UPDATE clients SET name = 'renamed'`);

    const seq = await write(other);
    expect(await read()).toEqual([seq]);
  });

  it('takes one lock for a statement, however many events it writes', async () => {
    const writer = await aWriter();
    await writer.query('BEGIN');
    await writer.query(
      `INSERT INTO events (client_id, type, data)
       SELECT 'cli_00000000000000000000000000', 'webhook.test', '{}' FROM generate_series(1, 20000)`,
    );
    const { rows } = await writer.query(
      `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`,
    );
    expect(rows).toEqual([{ count: 1 }]);
    await writer.query('COMMIT');
    expect(await log.newestSettled()).toBe(20_000n);
  });

  it('loses nothing to a reader beside many writers, some of whom give up', async () => {
    const kept = new Set<bigint>();
    const got: bigint[] = [];
    const state = { writersDone: false };

    const reading = (async () => {
      for (;;) {
        const last = state.writersDone;
        got.push(...(await read(got.at(-1))));
        if (last) return;
      }
    })();
    await Promise.all(
      Array.from({ length: 8 }, async (_, at) => {
        const writer = await aWriter();
        for (let round = 0; round < 60; round += 1) {
          await writer.query('BEGIN');
          const seqs = [await write(writer), await write(writer)];
          const givesUp = (round + at) % 5 === 0;
          await writer.query(givesUp ? 'ROLLBACK' : 'COMMIT');
          if (!givesUp) seqs.forEach((seq) => kept.add(seq));
        }
      }),
    );
    state.writersDone = true;
    await reading;

    expect(got).toEqual([...kept].sort((a, b) => (a < b ? -1 : 1)));
  });
});
