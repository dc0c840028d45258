import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LoginPermitRepository } from '../../src/gate/login-permit.repository.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { sendingConfig } from '../factories/sending-config.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { claim, Claimants, LOGIN } from '../support/claimants.js';

const LEASE_MS = 60_000;
const FIVE_MINUTES = 300_000;

describe('a permit to log in for something that is no order', () => {
  let bench: Claimants;
  let prisma: PrismaService;
  let permits: LoginPermitRepository;
  beforeEach(async () => {
    bench = await Claimants.start();
    prisma = new PrismaService(bench.url, 5);
    permits = new LoginPermitRepository(prisma, sendingConfig(75_000, { holdProbeMs: FIVE_MINUTES }));
  });
  afterEach(async () => {
    await prisma.onApplicationShutdown();
    await bench.stop();
  });

  const take = (login: string | null = LOGIN) => permits.take('report', login, LEASE_MS);
  const leaseRunsOut = () => bench.sql.query('UPDATE submission_gate SET trial_until = now()');
  /** One that was taken, whose holder fell silent, and the one that another process took after it. */
  async function lateAndNew() {
    const late = await take();
    await leaseRunsOut();
    return { late: late!, current: (await take())! };
  }

  it('is a trial, for one alone, until the login is proven', async () => {
    const [order = ''] = await insertQueuedOrders(bench.sql, 1);
    const permit = (await take())!;
    expect([await take(), await claim(bench.workers(1)[0], order)]).toEqual([null, null]);

    await permits.prove(permit);
    await permits.release(permit);

    expect(await bench.gate()).toMatchObject({ proven_login: LOGIN, trial_until: null });
    expect(await Promise.all([take(), take()])).toEqual([
      { login: LOGIN, trial: null },
      { login: LOGIN, trial: null },
    ]);
  });

  it('is given to one of many who ask at once', async () => {
    const permitted = await Promise.all(Array.from({ length: 10 }, () => take()));
    expect(permitted.filter((permit) => permit !== null)).toHaveLength(1);
  });

  it('frees nobody else’s trial once its lease has run out', async () => {
    const { late, current } = await lateAndNew();

    await permits.release(late);

    expect(await take()).toBeNull();
    await permits.release(current);
    expect(await take()).not.toBeNull();
  });

  it('proves nothing once somebody else tries the login', async () => {
    const { late } = await lateAndNew();
    await permits.prove(late);
    expect(await bench.gate()).toMatchObject({ proven_login: null });
    expect(await take()).toBeNull();
  });

  it('stops no order once somebody else tries the login', async () => {
    const { late } = await lateAndNew();
    await permits.refuse(late);
    expect(await bench.gate()).toMatchObject({ closed_at: null, refused_login: null });
  });

  it('frees no order’s trial once its lease has run out', async () => {
    const [order = '', next = ''] = await insertQueuedOrders(bench.sql, 2);
    const late = (await take())!;
    await leaseRunsOut();
    expect(await claim(bench.workers(2)[0], order)).toMatchObject({ trial: true });

    await permits.release(late);

    expect([await claim(bench.workers(2)[0], next), await take()]).toEqual([null, null]);
  });

  it('stops no order for a login that is not in use any more', async () => {
    await bench.prove();
    const permit = (await take())!;
    await bench.prove('ffff');

    await permits.refuse(permit);

    expect(await bench.gate()).toMatchObject({ closed_at: null, proven_login: 'ffff', refused_login: null });
  });

  it.each(['proven', 'unproven'])('holds the orders when a login that was %s is refused', async (before) => {
    if (before === 'proven') await bench.prove();
    const permit = (await take())!;

    await permits.refuse(permit);
    await permits.release(permit);

    expect(await bench.gate()).toMatchObject({
      closed_by: 'sectigo',
      reason: 'sectigo-access-denied',
      proven_login: null,
      refused_login: LOGIN,
    });
    expect(await take()).toBeNull();
    expect(await take('ffff')).toBeNull();
  });

  it.each([
    ['unproven', 'in five minutes', FIVE_MINUTES, 300],
    ['unproven', 'never by itself', 0, null],
    ['proven', 'at once: the command alone may be refused', FIVE_MINUTES, 0],
    ['proven', 'never by itself', 0, null],
  ])(
    'of a login that was %s and is refused lets an order test it %s',
    async (before, _when, probeMs, seconds) => {
      if (before === 'proven') await bench.prove();
      permits = new LoginPermitRepository(prisma, sendingConfig(75_000, { holdProbeMs: probeMs }));
      await permits.refuse((await take())!);
      const { rows } = await bench.sql.query(
        'SELECT extract(epoch FROM next_probe_at - closed_at)::int AS seconds FROM submission_gate',
      );
      expect(rows).toEqual([{ seconds }]);
    },
  );

  it('that is refused leaves a pause by an operator without a probe', async () => {
    await bench.sql.query(
      "UPDATE submission_gate SET closed_at = now(), closed_by = 'operator', reason = 'x'",
    );
    await permits.refuse((await take())!);
    expect(await bench.gate()).toMatchObject({ closed_by: 'operator', reason: 'x', next_probe_at: null });
  });
});
