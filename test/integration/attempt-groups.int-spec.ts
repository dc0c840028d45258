import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AttemptRepository, OrderNumberTaken } from '../../src/dispatch/attempt.repository.js';
import { type Claim } from '../../src/dispatch/claim/claim.query.js';
import { type Recorded } from '../../src/dispatch/record/gate-change.query.js';
import { type RecordedRow } from '../../src/dispatch/record/record.query.js';
import { placed } from '../factories/placed-attempt.js';
import { claim, LOGIN } from '../support/claimants.js';
import { MANY, ManyAttempts } from '../support/many-attempts.js';

let many: ManyAttempts;
let worker: AttemptRepository;
let other: AttemptRepository;
beforeAll(async () => {
  many = await ManyAttempts.start();
  ({ worker, other } = many);
});
beforeEach(() => many.reset());
afterAll(() => many.bench.stop());

describe('attempts that begin to send at the same time', () => {
  it('are all committed but for those that were taken for lost or marked before', async () => {
    const claims = await many.claimed(MANY);
    const [lost, twice] = [claims[MANY / 2]!, claims[MANY / 3]!];
    await many.leaseRunsOut(lost);
    expect(await worker.requeueUnsent()).toHaveLength(1);
    expect(await worker.markSending(twice)).toBe(true);

    const marked = await Promise.all(claims.map((one) => worker.markSending(one)));

    const refused = claims.filter((_, at) => !marked[at]);
    expect(refused.map(({ orderId }) => orderId).sort()).toEqual([lost.orderId, twice.orderId].sort());
    expect(await many.number(`SELECT count(*) FROM attempts WHERE stage = 'sending'`)).toBe(MANY - 1);
    expect(
      await many.number(`SELECT count(DISTINCT xmin::text) FROM attempts WHERE stage = 'sending'`),
    ).toBeLessThan(MANY / 10);
  });

  it('are not those of an earlier attempt of the order', async () => {
    const claims = await many.claimed(3);
    const [again] = claims;
    await many.leaseRunsOut(again!);
    await worker.requeueUnsent();
    expect((await claim(worker, again!.orderId))?.fence).toBe(2);

    const marked = await Promise.all(claims.map((one) => worker.markSending(one)));

    expect(marked).toEqual([false, true, true]);
    expect(await many.rows('SELECT fence, stage FROM attempts WHERE fence > 1')).toEqual([
      { fence: 2, stage: 'claimed' },
    ]);
  });

  it('either send or are queued again when both happen at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const claims = await many.claimed(40);
      await many.bench.sql.query(`UPDATE orders SET lease_expires_at = now() - interval '1 hour'
                             WHERE status = 'submitting'`);
      const [requeued, ...marked] = await Promise.all([
        other.requeueUnsent(),
        ...claims.map((one) => worker.markSending(one)),
      ]);

      const sent = claims.filter((_, at) => marked[at]).map(({ orderId }) => orderId);
      expect([...sent, ...requeued.map(({ orderId }) => orderId)].sort()).toEqual(
        claims.map(({ orderId }) => orderId).sort(),
      );
      await many.reset();
    }
  });
});

describe('attempts that are placed at the same time', () => {
  const recordAll = (all: readonly Recorded[]): Promise<(RecordedRow | null)[]> =>
    Promise.all(all.map((recorded) => worker.record(recorded)));

  it('are recorded by a few transactions, each with its event, and free their places', async () => {
    const claims = await many.claimed(MANY);

    const moved = await recordAll(claims.map((one) => placed(one)));

    expect(moved.every((row) => row?.version === 3 && !row.isProbe)).toBe(true);
    expect(await many.number('SELECT count(DISTINCT xmin::text) FROM orders')).toBeLessThan(MANY / 10);
    expect(await many.number('SELECT count(*) FROM submission_slots WHERE order_id IS NOT NULL')).toBe(0);
    expect(await many.number(`SELECT count(*) FROM events WHERE type = 'order.placed'`)).toBe(MANY);
    expect(await many.number('SELECT count(*) FROM status_polls')).toBe(MANY);
  });

  it.each([
    ['any text', 'words "quoted" \\ \n 株式会社 😀 \u0007', 4],
    ['a text that JSON cannot have', 'half of a pair: \ud83d', 6],
  ])('leave the rows that one by one would leave, with %s', async (_, rawReply, transactions) => {
    const claims = await many.claimed(6);
    const values = { rawReply };
    const [alone, ...together] = claims.map((one) => placed(one, values));
    await worker.record(alone!);
    await recordAll(together);

    const rows = await many.rows<Record<string, unknown>>(
      `
      SELECT status, version, orders.attempts, orders.fence, problem, certificate_id, certificate_state, cost::text,
             payment_outstanding, next_attempt_at, lease_expires_at, placed_at IS NOT NULL AS placed,
             sectigo_order_number = 'no ' || id AS numbered,
             stage, outcome, reason, http_status, sectigo_code, sectigo_message, tried.request_digest, reply_digest,
             raw_reply, duration_ms, finished_at IS NOT NULL AS finished,
             (SELECT array_agg(concat(type, version, data) ORDER BY seq) FROM events WHERE order_id = id) AS events
      FROM orders JOIN attempts AS tried ON order_id = id ORDER BY id = $1 DESC`,
      claims[0]!.orderId,
    );
    expect(rows).toHaveLength(6);
    expect(await many.number('SELECT count(DISTINCT xmin::text) FROM orders')).toBe(transactions);
    for (const row of rows) expect(row).toEqual(rows[0]);
    expect(rows[0]).toMatchObject({
      status: 'placed',
      cost: '1234.50',
      numbered: true,
      payment_outstanding: true,
    });
  });

  it('do not suffer from one that has gone on, nor change it', async () => {
    const claims = await many.claimed(MANY);
    const lost = claims[MANY / 2]!;
    await many.leaseRunsOut(lost);
    await worker.requeueUnsent();
    const again = (await claim(worker, lost.orderId))!;

    const moved = await recordAll(claims.map((one) => placed(one)));

    expect(claims.filter((_, at) => moved[at] === null)).toEqual([lost]);
    expect(await many.rows('SELECT id, fence FROM orders WHERE status <> $1', 'placed')).toEqual([
      { id: lost.orderId, fence: again.fence },
    ]);
    expect(
      await many.rows('SELECT fence, outcome FROM attempts WHERE order_id = $1 ORDER BY fence', lost.orderId),
    ).toEqual([
      { fence: 1, outcome: 'placed' },
      { fence: 2, outcome: null },
    ]);
    expect(await many.rows('SELECT order_id FROM submission_slots WHERE order_id IS NOT NULL')).toEqual([
      { order_id: lost.orderId },
    ]);
  });

  it('after their lease has run out are placed all the same', async () => {
    const claims = await many.claimed(6);
    for (const one of claims) await worker.markSending(one);
    await many.bench.sql.query(`UPDATE orders SET lease_expires_at = now() - interval '1 hour'`);

    const [given, ...moved] = await Promise.all([
      other.giveUpExpiredLeases(),
      ...claims.map((one) => worker.record(placed(one))),
    ]);

    expect(given.length).toBeLessThanOrEqual(6);
    expect(moved.filter((row) => row === null)).toEqual([]);
    expect(await many.number(`SELECT count(*) FROM orders WHERE status = 'placed'`)).toBe(6);
  });

  it.each([
    ['an order of before', false],
    ['another among them', true],
  ])('do not suffer from one that has the number of %s', async (_, among) => {
    const claims = await many.claimed(MANY);
    const [before, twin, ...others] = claims;
    if (!among) await worker.record(placed(before!, { orderNumber: 'taken' }));
    const wanted = [
      ...others.slice(0, MANY / 2).map((one) => placed(one)),
      ...[...(among ? [before!] : []), twin!].map((one) => placed(one, { orderNumber: 'taken' })),
      ...others.slice(MANY / 2).map((one) => placed(one)),
    ];

    const outcomes = await Promise.allSettled(wanted.map((one) => worker.record(one)));

    const failed = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(failed).toEqual([expect.any(OrderNumberTaken)]);
    expect(await many.number(`SELECT count(*) FROM orders WHERE status = 'placed'`)).toBe(MANY - 1);
    expect(await many.number(`SELECT count(*) FROM orders WHERE sectigo_order_number = 'taken'`)).toBe(1);
  });

  it('say which of them was the probe', async () => {
    const claims = await many.claimed(6);
    await many.bench.sql.query(
      `UPDATE submission_gate SET closed_at = now(), closed_by = 'sectigo', probe_order_id = $1`,
      [claims[4]!.orderId],
    );

    const moved = await recordAll(claims.map((one) => placed(one)));

    expect(moved.map((row) => row?.isProbe)).toEqual([false, false, false, false, true, false]);
  });

  it('leave it to a trial among them to prove the login', async () => {
    const [first, second, third, trial, ...others] = await many.claimed(6);
    await many.bench.prove(null);
    const all = [first, second, third, { ...trial, trial: true }, ...others].map((one) => ({
      ...placed(one as Claim),
      login: LOGIN,
    }));

    await recordAll(all);

    expect(await many.bench.gate()).toMatchObject({ proven_login: LOGIN });
    expect(await many.number(`SELECT count(*) FROM orders WHERE status = 'placed'`)).toBe(6);
  });

  it('count as reached: failures of before do not add up', async () => {
    const claims = await many.claimed(6);
    await many.bench.sql.query('UPDATE submission_gate SET unreachable_in_a_row = 4');
    await recordAll(claims.map((one) => placed(one)));
    expect(await many.bench.gate()).toMatchObject({ unreachable_in_a_row: 0, proven_login: LOGIN });
  });
});
