import type pg from 'pg';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { AttemptRepository } from '../../src/dispatch/attempt.repository.js';
import { type Claim } from '../../src/dispatch/claim/claim.query.js';
import { type Decision, type Finding } from '../../src/dispatch/record/interpret.js';
import { sendingConfig } from '../factories/sending-config.js';
import { SubmissionSlotsRepository } from '../../src/dispatch/claim/submission-slots.repository.js';
import { createDatabase, type TestDatabase } from './servers.js';
import { poolOf } from './pool.js';

/** The fingerprint that the workers claim with unless told otherwise. */
export const LOGIN = 'a1b2';
const REJECTED: Decision = { status: 'rejected', problem: { code: 'country-invalid' }, closesGate: false };
const REPORT = {
  outcome: 'refused',
  reason: null,
  sectigoCode: -7,
  sectigoMessage: null,
  exchange: {
    httpStatus: 200,
    durationMs: 5,
    requestDigest: null,
    replyDigest: null,
    rawReply: null,
    rawReplyFramed: null,
  },
};

/** Several workers' claims and records on one database, without queue and Sectigo. */
export class Claimants {
  readonly sql: pg.Pool;
  private readonly pools: readonly [PrismaService, ...PrismaService[]];

  private constructor(private readonly database: TestDatabase) {
    this.sql = poolOf(database.url);
    const connect = (): PrismaService => new PrismaService(database.url, 5);
    this.pools = [connect(), connect(), connect()];
  }

  static async start(): Promise<Claimants> {
    return new Claimants(await createDatabase());
  }

  get url(): string {
    return this.database.url;
  }

  async stop(): Promise<void> {
    await this.sql.end();
    await Promise.all(this.pools.map((pool) => pool.onApplicationShutdown()));
    await this.database.drop();
  }

  /** The workers, under these limits. */
  workers(concurrency: number, perMinute = 0, leaseMs = 60_000): [AttemptRepository, ...AttemptRepository[]] {
    const config = sendingConfig(leaseMs, { concurrency, perMinute });
    const [first, ...others] = this.pools;
    const worker = (pool: PrismaService): AttemptRepository => new AttemptRepository(pool, config);
    return [worker(first), ...others.map(worker)];
  }

  slots(): SubmissionSlotsRepository {
    return new SubmissionSlotsRepository(this.pools[0]);
  }

  async gate(): Promise<Record<string, unknown>> {
    const { rows } = await this.sql.query<Record<string, unknown>>('SELECT * FROM submission_gate');
    return rows[0] ?? {};
  }

  /** As if Sectigo had accepted this login. */
  async prove(login: string | null = LOGIN): Promise<void> {
    await this.sql.query('UPDATE submission_gate SET proven_login = $1', [login]);
  }
}

export async function claim(
  worker: AttemptRepository,
  orderId: string,
  login: string | null = LOGIN,
): Promise<Claim | null> {
  const answer = await worker.claim({ orderId, worker: 'worker', login });
  return answer.kind === 'claimed' ? answer.claim : null;
}

/** Every order at the same moment, by the workers in turn. */
export async function claimAll(
  workers: readonly [AttemptRepository, ...AttemptRepository[]],
  orders: readonly string[],
  login: string | null = LOGIN,
): Promise<Claim[]> {
  const claims = await Promise.all(
    orders.map((order, index) => claim(workers[index % workers.length] ?? workers[0], order, login)),
  );
  return claims.filter((claimed) => claimed !== null);
}

/** The attempt is over; unless a decision is given, its order is rejected. */
export async function record(
  worker: AttemptRepository,
  claimed: Claim | null | undefined,
  finding: Finding,
  decision: Decision = REJECTED,
): Promise<void> {
  if (!claimed) throw new Error('not claimed');
  await worker.record({ claim: claimed, login: LOGIN, finding, decision, report: REPORT });
}
