import { Injectable } from '@nestjs/common';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { type Balance } from '../../sectigo/index.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

/** On this channel Postgres notifies the workers that the balance was requested. */
export const BALANCE_WANTED_CHANNEL = 'balance_wanted';

/** A failure is not repeated by everybody who looks. */
export const PAUSE_AFTER_FAILURE_MS = 30_000;

const FRESH_FOR = Prisma.sql`interval '5 minutes'`;
/** Sectigo has refused an order for lack of credit since, so the known balance is wrong. */
const IS_REFUTED = Prisma.sql`EXISTS (SELECT FROM submission_gate
  WHERE closed_at > fetched_at AND reason = ${'insufficient-credit' satisfies ErrorCode})`;
const IS_OLD = Prisma.sql`(fetched_at IS NULL OR fetched_at <= now() - ${FRESH_FOR} OR ${IS_REFUTED})`;
const MAY_BE_ASKED = Prisma.sql`(not_before IS NULL OR not_before <= now())`;

export interface KnownBalance extends Balance {
  readonly fetchedAt: Date;
  readonly fresh: boolean;
}

/** What all processes know of the balance. */
@Injectable()
export class BalanceRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(): Promise<KnownBalance | null> {
    const rows = await this.prisma.$queryRaw<
      (Pick<KnownBalance, 'currency' | 'fetchedAt' | 'fresh'> & {
        available: Prisma.Decimal;
        creditLimit: Prisma.Decimal | null;
      })[]
    >`
      SELECT currency, available, credit_limit AS "creditLimit", fetched_at AS "fetchedAt", NOT ${IS_OLD} AS fresh
      FROM account_balance WHERE fetched_at IS NOT NULL`;
    const [row] = rows;
    if (!row) return null;
    return {
      ...row,
      available: row.available.toFixed(2),
      creditLimit: row.creditLimit?.toFixed(2) ?? null,
    };
  }

  /** Requests the balance from a worker. False if it is current, or a request failed a moment ago. */
  async want(): Promise<boolean> {
    const wanted = await this.prisma.$queryRaw<unknown[]>`
      WITH wanted AS (
        UPDATE account_balance SET wanted_at = coalesce(wanted_at, now())
        WHERE ${IS_OLD} AND (wanted_at IS NOT NULL OR ${MAY_BE_ASKED})
        RETURNING id
      )
      SELECT pg_notify(${BALANCE_WANTED_CHANNEL}, '')::text FROM wanted`;
    return wanted.length > 0;
  }

  /** Whether no worker has come back with an answer, or without one, since it was wanted. */
  async isWanted(): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`
      SELECT FROM account_balance WHERE wanted_at IS NOT NULL`;
    return rows.length > 0;
  }

  /** Whether it is ours to ask Sectigo: one of all workers, and not soon after one that got no answer. */
  async claim(leaseMs: number): Promise<boolean> {
    const claimed = await this.prisma.$executeRaw`
      UPDATE account_balance SET not_before = now() + ${intervalOf(leaseMs)} WHERE ${MAY_BE_ASKED} AND ${IS_OLD}`;
    return claimed === 1;
  }

  async store({ currency, available, creditLimit }: Balance): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE account_balance SET currency = ${currency}, available = ${available}::numeric,
             credit_limit = ${creditLimit}::numeric, fetched_at = now(), not_before = NULL, wanted_at = NULL`;
  }

  async pause(forMs: number): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE account_balance SET not_before = now() + ${intervalOf(forMs)}, wanted_at = NULL`;
  }

  /** Whether the known balance is old, and was requested or may have changed through orders. */
  async isWorthAsking(): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`
      SELECT FROM account_balance
      WHERE ${IS_REFUTED} OR (${IS_OLD} AND (wanted_at IS NOT NULL OR
        (SELECT created_at FROM orders ORDER BY id DESC LIMIT 1) > coalesce(fetched_at, '-infinity') - ${FRESH_FOR}))`;
    return rows.length > 0;
  }
}
