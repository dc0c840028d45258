import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { AuditLog } from '../../src/audit/audit-log.repository.js';
import { AuditChainQuery } from '../../src/monitoring/audit/audit-chain.query.js';
import { VerifyAudit } from '../../src/monitoring/audit/verify-audit.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { anActor } from '../factories/actor.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

const ENTRIES = 12;

describe('verifying the audit trail', () => {
  let database: TestDatabase;
  let sql: pg.Client;
  let prisma: PrismaService;
  let verify: VerifyAudit;
  beforeEach(async () => {
    database = await createDatabase();
    sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    prisma = new PrismaService(database.url, 2);
    verify = new VerifyAudit(new AuditChainQuery(prisma));
    const log = new AuditLog(prisma);
    for (let n = 1; n <= ENTRIES; n += 1) {
      await log.append(`cli_${n}`, { by: anActor(), action: 'client.update', note: `note ${n}` });
    }
  });
  afterEach(async () => {
    await sql.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  /** As somebody could who owns the table: without its triggers. */
  const tamper = (statement: string): Promise<unknown> =>
    sql.query(`ALTER TABLE audit_entries DISABLE TRIGGER ALL; ${statement};
               ALTER TABLE audit_entries ENABLE TRIGGER ALL`);
  const hashOf = async (seq: number): Promise<string> => {
    const { rows } = await sql.query<{ hash: Buffer }>('SELECT hash FROM audit_entries WHERE seq = $1', [
      seq,
    ]);
    return rows[0]!.hash.toString('hex');
  };

  it('finds nothing in a chain that is whole, and tells its head', async () => {
    expect(await verify.execute(null)).toEqual({
      entries: ENTRIES,
      firstBroken: null,
      head: { seq: BigInt(ENTRIES), hash: await hashOf(ENTRIES) },
      headFound: null,
    });
  });

  it.each([
    'actor_id',
    'actor_kind',
    'client_id',
    'action',
    'target_type',
    'target_id',
    'address',
    'request_id',
    'note',
  ])('finds an entry whose %s was changed', async (column) => {
    await tamper(`UPDATE audit_entries SET ${column} = 'system' WHERE seq = 5`);
    expect(await verify.execute(null)).toMatchObject({ entries: ENTRIES, firstBroken: 5n });
  });

  it.each([
    ['at', `at + interval '1 millisecond'`],
    ['before', `'{}'`],
    ['after', `'{"status": "placed"}'`],
    ['hash', `sha256('x')`],
    ['previous_hash', `sha256('x')`],
  ])('finds an entry whose %s was changed', async (column, value) => {
    await tamper(`UPDATE audit_entries SET ${column} = ${value} WHERE seq = 5`);
    expect(await verify.execute(null)).toMatchObject({ firstBroken: 5n });
  });

  it('finds an entry that was changed and hashed anew, by the next one', async () => {
    await tamper(`UPDATE audit_entries SET note = 'another' WHERE seq = 5;
                  UPDATE audit_entries AS e SET hash = audit_hash(e) WHERE seq = 5`);
    expect(await verify.execute(null)).toMatchObject({ firstBroken: 6n });
  });

  it.each([
    ['the first', 1, 2n],
    ['one in the middle', 5, 6n],
  ])('finds that %s was removed', async (_, seq, next) => {
    await tamper(`DELETE FROM audit_entries WHERE seq = ${seq}`);
    expect(await verify.execute(null)).toMatchObject({ entries: ENTRIES - 1, firstBroken: next });
  });

  it.each([
    ['before all', -3n],
    ['at the beginning', 0n],
    ['at the end', BigInt(ENTRIES + 1)],
    ['far behind', 1_000n],
  ])('finds one that was inserted %s', async (_, seq) => {
    await tamper(`INSERT INTO audit_entries SELECT (e).* FROM (
                    SELECT jsonb_populate_record(a, jsonb_build_object('seq', ${seq})) AS e FROM audit_entries AS a WHERE seq = 7
                  ) AS copy`);
    expect(await verify.execute(null)).toMatchObject({ entries: ENTRIES + 1, firstBroken: seq });
  });

  it('finds two that changed places', async () => {
    await tamper(`UPDATE audit_entries SET seq = 99 WHERE seq = 5; UPDATE audit_entries SET seq = 5 WHERE seq = 6;
                  UPDATE audit_entries SET seq = 6 WHERE seq = 99`);
    expect(await verify.execute(null)).toMatchObject({ firstBroken: 5n });
  });

  it('cannot see that the newest were cut off, but by a head that was noted before', async () => {
    const noted = await hashOf(ENTRIES);
    expect(await verify.execute(noted)).toMatchObject({ headFound: true });

    await tamper(`DELETE FROM audit_entries WHERE seq > 10`);

    expect(await verify.execute(null)).toMatchObject({ entries: 10, firstBroken: null });
    expect(await verify.execute(noted)).toMatchObject({ firstBroken: null, headFound: false });
    expect(await verify.execute(await hashOf(10))).toMatchObject({ headFound: true });
  });

  it('is one check over many batches', async () => {
    const chain = new AuditChainQuery(prisma);
    const first = await chain.check(null, 5, null);
    const second = await chain.check(first.last, 5, null);
    await tamper('DELETE FROM audit_entries WHERE seq = 6');

    expect(first).toMatchObject({ entries: 5, firstBroken: null, last: { seq: 5n } });
    expect(second).toMatchObject({ entries: 5, firstBroken: null, last: { seq: 10n } });
    expect(await chain.check(first.last, 5, null)).toMatchObject({ firstBroken: 7n });
  });
});
