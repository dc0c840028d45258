import { type AttemptRepository } from '../../src/dispatch/attempt.repository.js';
import { ClaimByTurns } from '../../src/dispatch/claim/claim-by-turns.js';
import { type Claim } from '../../src/dispatch/claim/claim.query.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { RESET } from '../integration/model/sql.js';
import { Claimants, LOGIN } from './claimants.js';

/** More than share a statement. */
export const MANY = 150;

/** Two workers of many attempts at once, on one database. */
export class ManyAttempts {
  readonly worker: AttemptRepository;
  readonly other: AttemptRepository;

  private constructor(readonly bench: Claimants) {
    const [worker, other = worker] = bench.workers(MANY * 2);
    this.worker = worker;
    this.other = other;
  }

  static async start(): Promise<ManyAttempts> {
    const bench = await Claimants.start();
    await bench.sql.query('INSERT INTO submission_slots (n) SELECT generate_series(101, 1000)');
    return new ManyAttempts(bench);
  }

  /** No orders, and a login that is proven. */
  async reset(): Promise<void> {
    await this.bench.sql.query(RESET);
    await this.bench.prove();
  }

  async rows<T>(sql: string, ...values: unknown[]): Promise<T[]> {
    return (await this.bench.sql.query(sql, values)).rows as T[];
  }

  /** What this expression or query in parentheses is. */
  async number(sql: string): Promise<number> {
    return (await this.rows<{ n: number }>(`SELECT (${sql})::int AS n`))[0]!.n;
  }

  /** So many jobs at once, as a worker does them: until nothing is left. */
  async takeAll(jobs: number, by = this.worker): Promise<Claim[]> {
    const turns = new ClaimByTurns(by);
    const take = async (): Promise<Claim[]> => {
      for (;;) {
        const answer = await turns.next(LOGIN, new AbortController().signal);
        if (answer.kind === 'claimed') return [answer.claim];
        if (answer.kind === 'gone') return [];
      }
    };
    return (await Promise.all(Array.from({ length: jobs }, take))).flat();
  }

  /** As many orders, all under way. */
  async claimed(count: number): Promise<Claim[]> {
    await insertQueuedOrders(this.bench.sql, count);
    const claims = await this.takeAll(count);
    if (claims.length !== count) throw new Error(`${claims.length} of ${count} are claimed`);
    return claims;
  }

  async leaseRunsOut({ orderId }: Claim): Promise<void> {
    await this.rows(`UPDATE orders SET lease_expires_at = now() - interval '1 hour' WHERE id = $1`, orderId);
  }
}
