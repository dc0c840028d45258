import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SectigoAccount } from '../../src/config/config.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { type Claim } from '../../src/upstream/judge-change.js';
import { ClaimUpstream } from '../../src/upstream/claim-upstream.js';
import { Upstream } from '../../src/upstream/upstream.js';
import { UpstreamRepository } from '../../src/upstream/upstream.repository.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { Claimants } from '../support/claimants.js';

const SIMULATOR: SectigoAccount = {
  simulated: true,
  url: 'http://127.0.0.1:4010/products/',
  loginName: 'simulated',
};
const STAND_IN: SectigoAccount = { url: 'http://127.0.0.1:5000/products/', loginName: 'reseller' };
const REAL: SectigoAccount = { url: 'https://secure.example/products/', loginName: 'reseller' };
const OTHER_NAME: SectigoAccount = { ...REAL, loginName: 'reseller-2' };
const OTHER_HOST: SectigoAccount = { ...REAL, url: 'https://other.example/products/' };
const OTHER_PATH: SectigoAccount = { ...REAL, url: 'https://secure.example/sandbox/' };

describe('the Sectigo that a database belongs to', () => {
  let bench: Claimants;
  let prisma: PrismaService;
  beforeAll(async () => {
    bench = await Claimants.start();
    prisma = new PrismaService(bench.url, 10);
  });
  beforeEach(() => bench.sql.query('TRUNCATE attempts, upstream'));
  afterAll(async () => {
    await prisma.onApplicationShutdown();
    await bench.stop();
  });

  const claim = (account: SectigoAccount, claimed: Claim): Promise<boolean> =>
    new ClaimUpstream(new Upstream({ sectigo: account }), new UpstreamRepository(prisma)).execute(claimed);
  const start = (account: SectigoAccount, confirmed?: string): Promise<boolean> =>
    claim(account, { confirmed, ownsDatabase: false });
  const refusalOf = (account: SectigoAccount, confirmed?: string): Promise<string> =>
    start(account, confirmed).then(
      () => 'not refused',
      (error: Error) => error.message,
    );
  const tokenIn = (refusal: string): string => /SECTIGO_SAME_ACCOUNT=([0-9a-f]{8}) /.exec(refusal)?.[1] ?? '';
  /** An attempt that came to something, or is under way. */
  const attempt = async (outcome: string | null): Promise<void> => {
    const [order = ''] = await insertQueuedOrders(bench.sql, 1);
    await bench.sql.query(
      `INSERT INTO attempts (order_id, fence, worker, outcome) VALUES ('${order}', 1, 'test', $1)`,
      [outcome],
    );
  };

  it.each([SIMULATOR, STAND_IN, REAL])(
    'is that of the first process, $url, which may start again',
    async (account) => {
      await start(account);
      await start({ ...account, loginPassword: 'another' });
      if (account === SIMULATOR) await start({ ...account, loginName: 'simulated-otherwise' });
      await attempt('placed');
      await start(account);
      const { rows } = await bench.sql.query('SELECT kind, address FROM upstream');
      expect(rows).toEqual([
        {
          kind: account.simulated ? 'simulator' : 'account',
          address: account === REAL ? 'secure.example/products/' : 'loopback',
        },
      ]);
    },
  );

  it('is on this machine whatever the port, the name of the machine and the path', async () => {
    await start(STAND_IN);
    await attempt('placed');
    for (const url of ['http://localhost:1/', 'https://127.0.0.2/x/', 'http://[::1]:99/products/']) {
      await start({ ...STAND_IN, url });
    }
  });

  it('may be the simulator and any login of a stand-in on this machine in turn, where the database is for trying things out', async () => {
    const own = { confirmed: undefined, ownsDatabase: true };
    await claim(SIMULATOR, own);
    await attempt('placed');
    await claim(STAND_IN, own);
    await claim({ ...STAND_IN, loginName: 'reseller-2' }, own);
    await claim(SIMULATOR, own);
    await expect(claim(REAL, own)).rejects.toThrow('were placed with the simulator');
  });

  it.each<[string, SectigoAccount, SectigoAccount]>([
    ['is never a real account after the simulator', SIMULATOR, REAL],
    ['is never the simulator after a real account', REAL, SIMULATOR],
    ['is never what may lead to a real account after the simulator', SIMULATOR, STAND_IN],
    ['is never the simulator after what may lead to a real account', STAND_IN, SIMULATOR],
  ])('%s', async (_, first, second) => {
    await start(first);
    const refusal = await refusalOf(second, '0123abcd');
    expect(refusal).toMatch(
      /^The orders of this database were placed with (the simulator|a real account): [^\n]+$/,
    );
    expect(tokenIn(refusal)).toBe('');
    await start(first);
  });

  it.each<[string, SectigoAccount, SectigoAccount, string]>([
    ['login name', REAL, OTHER_NAME, 'SECTIGO_LOGIN_NAME'],
    ['login name on this machine', STAND_IN, { ...STAND_IN, loginName: 'reseller-2' }, 'SECTIGO_LOGIN_NAME'],
    ['host', REAL, OTHER_HOST, 'SECTIGO_URL'],
    ['path', REAL, OTHER_PATH, 'SECTIGO_URL'],
    ['machine', STAND_IN, REAL, 'SECTIGO_URL'],
    ['host and login name', REAL, { ...OTHER_HOST, loginName: 'x' }, 'SECTIGO_URL and SECTIGO_LOGIN_NAME'],
  ])(
    'is not another %s, unless an operator says that it is the same',
    async (_, first, second, differing) => {
      await start(first);
      await attempt('refused');
      const refusal = await refusalOf(second);
      expect(refusal).toContain(`: ${differing} differs.`);
      expect(refusal).not.toMatch(/\n|reseller|example/);
      expect(tokenIn(await refusalOf(second, '0123abcd'))).toBe(tokenIn(refusal));

      await start(second, tokenIn(refusal));
      await start(second);
      expect(await refusalOf(first)).toContain('differs.');
    },
  );

  it('is changed by what an operator says of this change alone', async () => {
    await start(REAL);
    await attempt('placed');
    const token = tokenIn(await refusalOf(OTHER_HOST));
    expect(await refusalOf(OTHER_NAME, token)).toContain('differs.');
    await start(OTHER_HOST, token);
    expect(await refusalOf(REAL, token)).toContain('differs.');
  });

  it.each(['placed', 'unknown', 'refused', 'throttled', null])(
    'is not a mistyped address once an attempt was %s',
    async (outcome) => {
      await start(REAL);
      await attempt('not-sent');
      await start(OTHER_HOST);
      await start(STAND_IN);
      await attempt(outcome);
      expect(await refusalOf(REAL)).toContain('SECTIGO_URL differs.');
    },
  );

  it('is written down by one of many that start at once; the others see that it is not theirs', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const refusals = await Promise.all(names.map((loginName) => refusalOf({ ...REAL, loginName })));
    expect(refusals.filter((refusal) => refusal === 'not refused')).toHaveLength(1);
    const changes = await Promise.all(
      Array.from({ length: 8 }, () => refusalOf({ ...STAND_IN, loginName: names[0]! })),
    );
    expect(new Set(changes).size).toBe(1);
  });
});
