import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { RevocationAttemptRepository } from '../../src/certificates/revoke/revocation-attempt.repository.js';
import { RevocationRepository } from '../../src/certificates/revoke/revocation.repository.js';
import { RevokeDue } from '../../src/certificates/revoke/revoke-due.js';
import { LoginPermitRepository, type LoginUser } from '../../src/gate/login-permit.repository.js';
import { SectigoAccount } from '../../src/gate/sectigo-account.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { type SectigoClient } from '../../src/sectigo/index.js';
import { anActor } from '../factories/actor.js';
import { insertPlacedOrders } from '../factories/placed-orders.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { sendingConfig } from '../factories/sending-config.js';
import { claim, claimAll, Claimants, LOGIN, record } from '../support/claimants.js';
import { eventually } from '../support/eventually.js';

const LEASE_MS = 60_000;
const SILENT = { login: 'untold', reach: 'reached' } as const;

describe('while a login is unproven, the next trial', () => {
  let bench: Claimants;
  let prisma: PrismaService;
  let permits: LoginPermitRepository;
  let stopping: AbortController;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    bench = await Claimants.start();
    prisma = new PrismaService(bench.url, 5);
    permits = new LoginPermitRepository(prisma, sendingConfig(LEASE_MS));
    stopping = new AbortController();
  });
  afterEach(async () => {
    stopping.abort();
    await prisma.onApplicationShutdown();
    await bench.stop();
  });

  const sectigo = {
    loginFingerprint: () => Promise.resolve(LOGIN),
    revokeCertificate: () => Promise.resolve({ kind: 'revoked' }),
  } as unknown as SectigoClient;
  const accountOf = (leaseMs = LEASE_MS) => new SectigoAccount(permits, sectigo, sendingConfig(leaseMs));
  const take = (user: LoginUser) => permits.take(user, LOGIN, LEASE_MS);
  const want = (user: LoginUser) => permits.wantTrial(user, LOGIN);
  const isWanted = () =>
    eventually(async () => expect((await bench.gate())['trial_wanted_until']).not.toBeNull());
  /** Whoever it is left to has all the time that a slow machine needs. */
  const nobodyHurries = () =>
    bench.sql.query(`UPDATE submission_gate SET trial_until = trial_until + interval '1 hour',
                            trial_wanted_until = trial_wanted_until + interval '1 hour'`);

  it('is left by orders to a command that waits for it', async () => {
    const [order = '', next = ''] = await insertQueuedOrders(bench.sql, 2);
    const [worker] = bench.workers(2);
    const trial = await claim(worker, order);
    expect([await take('report'), await want('report')]).toEqual([null, true]);
    await nobodyHurries();
    await record(worker, trial, SILENT);

    expect(await claim(worker, next)).toBeNull();
    await permits.release((await take('report'))!);
    expect(await claim(worker, next)).toMatchObject({ trial: true });
  });

  it('is a report’s before the next order’s, and lets orders go together', async () => {
    const orders = await insertQueuedOrders(bench.sql, 12);
    const all = bench.workers(4);
    const trial = await claim(all[0], orders[0] ?? '');
    let answers: (outcome: { kind: 'reported' }) => void = () => undefined;
    const answer = new Promise<{ kind: 'reported' }>((resolve) => (answers = resolve));

    const asked = accountOf().run(
      { user: 'report', proofs: ['reported'], stopping: stopping.signal },
      () => Promise.resolve('orders'),
      () => answer,
    );
    await isWanted();
    await record(all[0], trial, SILENT);
    expect(await claimAll(all, orders)).toEqual([]);
    answers({ kind: 'reported' });

    expect(await asked).toEqual({ subject: 'orders', outcome: { kind: 'reported' } });
    expect((await claimAll(all, orders)).length).toBeGreaterThan(1);
  });

  it('is a revocation’s before the next order’s', async () => {
    const [order = ''] = await insertQueuedOrders(bench.sql, 1);
    const [placed] = await insertPlacedOrders(bench.sql, 1);
    const wishes = new RevocationRepository(prisma);
    const orderId = placed!.id;
    await wishes.request({ orderId, reason: 'Stolen', reasonCode: 1, by: anActor(), versions: null });
    const [worker] = bench.workers(2);
    const trial = await claim(worker, order);
    const revoke = new RevokeDue(
      new RevocationAttemptRepository(prisma),
      accountOf(),
      sectigo,
      sendingConfig(LEASE_MS),
    );

    const revoked = revoke.execute(stopping.signal);
    await isWanted();
    await record(worker, trial, SILENT);
    await revoked;

    expect(await wishes.find(orderId)).toMatchObject({ status: 'done' });
  });

  it('is waited for by no order once the command that wanted it fell silent', async () => {
    const [order = ''] = await insertQueuedOrders(bench.sql, 1);
    await want('report');
    await bench.sql.query('UPDATE submission_gate SET trial_wanted_until = now()');

    expect(await claim(bench.workers(1)[0], order)).toMatchObject({ trial: true });
  });

  it('is wanted by nobody whose login is proven or refused', async () => {
    await bench.prove();
    const proven = await want('report');
    await permits.refuse((await take('report'))!);

    expect([proven, await want('report')]).toEqual([false, false]);
    expect(await bench.gate()).toMatchObject({ trial_wanted_until: null });
  });

  it('is waited for by a command as long as it takes', async () => {
    const [order = ''] = await insertQueuedOrders(bench.sql, 1);
    const [worker] = bench.workers(1);
    const trial = await claim(worker, order);
    const asked = accountOf(1).run(
      { user: 'report', proofs: [], stopping: stopping.signal },
      () => Promise.resolve('orders'),
      () => Promise.resolve({ kind: 'failed' }),
    );
    await isWanted();
    await bench.sql.query('UPDATE submission_gate SET trial_wanted_until = NULL');
    await isWanted();
    await record(worker, trial, SILENT);

    expect(await asked).toMatchObject({ outcome: { kind: 'failed' } });
  });

  it('is not for a command of a worker that stops', async () => {
    stopping.abort();
    const asked = accountOf().run(
      { user: 'revocation', proofs: [], stopping: stopping.signal },
      () => Promise.resolve('certificate'),
      () => Promise.resolve({ kind: 'not-sent' }),
    );

    expect(await asked).toBeNull();
    expect(await bench.gate()).toMatchObject({ trial_order_id: null, trial_wanted_until: null });
  });

  it('is taken by nobody from the command that it is left to', async () => {
    const permit = await take('revocation');
    await want('report');
    await nobodyHurries();
    await permits.release(permit!);

    expect([await take('revocation'), await take('status'), await take('balance')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await take('report')).not.toBeNull();
  });

  it('is left to each kind of command in turn', async () => {
    const trial = await take('status');
    expect([await want('report'), await want('revocation')]).toEqual([true, true]);
    await nobodyHurries();
    await permits.release(trial!);

    expect(await take('revocation')).toBeNull();
    const report = await take('report');
    expect([await want('report'), await want('revocation')]).toEqual([true, true]);
    await nobodyHurries();
    await permits.release(report!);
    expect(await take('report')).toBeNull();
    expect(await take('revocation')).not.toBeNull();
  });

  it('is an order’s between two commands', async () => {
    const [first = '', next = ''] = await insertQueuedOrders(bench.sql, 2);
    const [worker] = bench.workers(2);
    const revocation = await take('revocation');
    await want('report');
    await permits.release(revocation!);
    await nobodyHurries();

    expect([await take('report'), await take('status')]).toEqual([null, null]);
    const trial = await claim(worker, first);
    expect(trial).toMatchObject({ trial: true });
    await nobodyHurries();
    await record(worker, trial, SILENT);
    expect(await claim(worker, next)).toBeNull();
    expect(await take('report')).not.toBeNull();
  });

  it('is not kept for orders that do not come', async () => {
    await insertQueuedOrders(bench.sql, 1);
    await permits.release((await take('revocation'))!);
    await bench.sql.query('UPDATE submission_gate SET trial_until = now()');

    expect(await take('report')).not.toBeNull();
  });

  it('is everybody’s in the end, however many want it again at once', async () => {
    const orders = await insertQueuedOrders(bench.sql, 100);
    const [worker] = bench.workers(1);
    const turns = { order: 0, report: 0, revocation: 0 };
    const done = () => Math.min(...Object.values(turns)) >= 2;
    const command = async (user: 'report' | 'revocation') => {
      while (!done()) {
        const answer = await accountOf().run(
          { user, proofs: [], stopping: stopping.signal },
          () => Promise.resolve(user),
          () => Promise.resolve({ kind: 'failed' }),
        );
        if (answer !== null) turns[user] += 1;
      }
    };
    const send = async () => {
      for (const order of orders) {
        const trial = await eventually(async () => {
          const claimed = await claim(worker, order);
          expect([done(), claimed]).not.toEqual([false, null]);
          return claimed;
        });
        if (trial === null) return;
        turns.order += 1;
        await record(worker, trial, SILENT);
        if (done()) return;
      }
    };

    await Promise.all([send(), command('report'), command('revocation')]);
    expect(done()).toBe(true);
  });
});
