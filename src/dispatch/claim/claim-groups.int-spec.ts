import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { insertQueuedOrders } from '../../../test/factories/queued-orders.js';
import { claim, LOGIN } from '../../../test/support/claimants.js';
import { MANY, ManyAttempts } from '../../../test/support/many-attempts.js';
import { type AttemptRepository } from '../attempt.repository.js';
import { ClaimByTurns } from './claim-by-turns.js';

const PLACES = 10;

const GOING_ON = new AbortController().signal;

describe('claims that come together', () => {
  let many: ManyAttempts;
  let worker: AttemptRepository;
  let other: AttemptRepository;
  beforeAll(async () => {
    many = await ManyAttempts.start();
    ({ worker, other } = many);
  });
  beforeEach(() => many.reset());
  afterAll(() => many.bench.stop());

  it('are taken by a few transactions, each with its attempt, its place and its event', async () => {
    const claims = await many.claimed(MANY);

    expect(new Set(claims.map(({ orderId }) => orderId)).size).toBe(MANY);
    expect(await many.number('SELECT count(DISTINCT xmin::text) FROM attempts')).toBeLessThan(MANY / 10);
    const rows = await many.rows(`
      SELECT orders.id FROM orders JOIN attempts ON order_id = id AND attempts.fence = orders.fence
      JOIN submission_slots AS slot ON slot.order_id = id AND slot.fence = orders.fence AND until = lease_expires_at
      JOIN events ON events.order_id = id AND events.version = orders.version AND type = 'order.submitting'
      WHERE status = 'submitting' AND orders.fence = 1 AND attempts = 1 AND stage = 'claimed' AND worker <> ''
        AND next_attempt_at IS NULL`);
    expect(rows).toHaveLength(MANY);
  });

  it('look as each one alone would', async () => {
    const [one = ''] = await insertQueuedOrders(many.bench.sql, 1);
    const alone = (await claim(worker, one))!;
    const together = (await many.claimed(2))[1]!;

    expect(together).toEqual({
      ...alone,
      orderId: together.orderId,
      ageMs: expect.any(Number),
    });
  });

  it('are taken once each when two workers get all of them', async () => {
    const ids = await insertQueuedOrders(many.bench.sql, MANY);

    const claims = await Promise.all([many.takeAll(MANY), many.takeAll(MANY, other)]);

    const taken = claims.flat().map(({ orderId }) => orderId);
    expect(taken.sort()).toEqual(ids.sort());
    expect(await many.number('SELECT count(*) FROM attempts')).toBe(MANY);
  });

  it('are never more than there are places', async () => {
    await insertQueuedOrders(many.bench.sql, MANY);
    const [few, fewToo] = many.bench.workers(PLACES) as [AttemptRepository, AttemptRepository];
    const turn = { afterClientId: '', worker: 'worker', login: LOGIN };

    const claims = await Promise.all([few.claimSeveral(64, turn), fewToo.claimSeveral(64, turn)]);

    expect(claims.flat()).toHaveLength(PLACES);
    expect(await many.number('SELECT count(*) FROM submission_slots WHERE order_id IS NOT NULL')).toBe(
      PLACES,
    );
  });

  it('take turns by client, however many orders the others have', async () => {
    const ofClients = { cli_a: 40, cli_b: 2, cli_c: 40 };
    for (const [client, count] of Object.entries(ofClients)) {
      await insertQueuedOrders(many.bench.sql, count, client);
    }
    const next = async (count: number, afterClientId: string): Promise<string> =>
      (await worker.claimSeveral(count, { afterClientId, worker: 'worker', login: LOGIN }))
        .map(({ clientId }) => clientId.at(-1))
        .join('');

    expect(await next(7, 'cli_a')).toBe('bcabcac');
    expect(await next(3, 'cli_c')).toBe('aca');
    expect(await next(2, 'cli_x')).toBe('ac');
  });

  it('take the oldest of a client, and pass over what somebody else is writing or is not due', async () => {
    const [locked = '', late = '', second = '', first = '', third = ''] = await insertQueuedOrders(
      many.bench.sql,
      5,
    );
    const age = { [locked]: -60, [late]: 60, [first]: -30, [second]: -20, [third]: -10 };
    for (const [id, seconds] of Object.entries(age)) {
      await many.bench.sql.query(
        'UPDATE orders SET next_attempt_at = now() + make_interval(secs => $2) WHERE id = $1',
        [id, seconds],
      );
    }
    const writer = await many.bench.sql.connect();
    await writer.query('BEGIN');
    await writer.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [locked]);
    const claims = await worker.claimSeveral(9, { afterClientId: '', worker: 'worker', login: LOGIN });
    await writer.query('ROLLBACK');
    writer.release();

    expect(claims.map(({ orderId }) => orderId)).toEqual([first, second, third]);
  });

  it.each([
    ['the gate is closed', `closed_at = now(), closed_by = 'operator'`, 0],
    ['Sectigo asked to slow down', `not_before = now() + interval '1 minute'`, 0],
    ['the login is not proven', 'proven_login = NULL', 1],
    ['the breaker is half open', `slowed_by = 'breaker'`, 1],
  ])('are as few as one by one would be while %s', async (_, gate, most) => {
    await insertQueuedOrders(many.bench.sql, MANY);
    await many.bench.sql.query(`UPDATE submission_gate SET ${gate}`);
    const turns = new ClaimByTurns(worker);

    const answers = await Promise.all(Array.from({ length: MANY }, () => turns.next(LOGIN, GOING_ON)));

    const claims = answers.flatMap((answer) => (answer.kind === 'claimed' ? [answer.claim.trial] : []));
    expect(claims).toEqual(Array.from({ length: most }, () => true));
    expect(answers.filter(({ kind }) => kind === 'again')).toEqual([]);
    expect(await many.number('SELECT count(*) FROM attempts')).toBe(most);
  });

  it('are apart while there is a pace', async () => {
    await insertQueuedOrders(many.bench.sql, MANY);
    const turns = new ClaimByTurns(many.bench.workers(MANY, 1)[0]);

    const answers = await Promise.all(Array.from({ length: MANY }, () => turns.next(LOGIN, GOING_ON)));

    expect(answers.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === 'busy' && answer.waitMs > 1_000)).toHaveLength(
      MANY - 1,
    );
  });

  it('are not for those who stop while they wait', async () => {
    await insertQueuedOrders(many.bench.sql, MANY);
    const turns = new ClaimByTurns(worker);
    const stopping = new AbortController();

    const asked = Array.from({ length: 20 }, (_, at) =>
      turns.next(LOGIN, at < 10 ? GOING_ON : stopping.signal),
    );
    stopping.abort();
    const answers = (await Promise.all(asked)).map(({ kind }) => kind);

    expect(answers.slice(10)).toEqual(Array.from({ length: 10 }, () => 'again'));
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'claimed'));
    expect(await many.number('SELECT count(*) FROM attempts')).toBe(10);
  });

  it('are handed out although nobody can say what the others wait for', async () => {
    await insertQueuedOrders(many.bench.sql, MANY);
    await many.bench.sql.query('UPDATE submission_gate SET proven_login = NULL');
    const deaf = many.bench.workers(MANY)[0];
    deaf.refusalOf = () => Promise.reject(new Error('the connection broke'));
    const turns = new ClaimByTurns(deaf);

    // while the first is looked after the others come together
    const asked = [AbortSignal.abort(), ...Array.from({ length: 5 }, () => GOING_ON)];
    const answers = await Promise.all(asked.map((stopping) => turns.next(LOGIN, stopping)));

    expect(answers.map(({ kind }) => kind)).toEqual(['again', 'claimed', 'busy', 'busy', 'busy', 'busy']);
    expect(await many.number('SELECT count(*) FROM attempts')).toBe(1);
  });
});
