import { Injectable } from '@nestjs/common';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { type Balance } from '../../sectigo/index.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

const FRESH_FOR = Prisma.sql`interval '5 minutes'`;
/** Sectigo has refused an order for lack of credit since: what was known is wrong. */
const IS_REFUTED = Prisma.sql`EXISTS (SELECT FROM submission_gate
  WHERE closed_at > fetched_at AND reason = ${'insufficient-credit' satisfies ErrorCode})`;
const IS_FRESH = Prisma.sql`(fetched_at > now() - ${FRESH_FOR} AND NOT ${IS_REFUTED})`;

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
      SELECT currency, available, credit_limit AS "creditLimit", fetched_at AS "fetchedAt",
             ${IS_FRESH} AS fresh
      FROM account_balance WHERE fetched_at IS NOT NULL`;
    const [row] = rows;
    if (!row) return null;
    return {
      ...row,
      available: row.available.toFixed(2),
      creditLimit: row.creditLimit?.toFixed(2) ?? null,
    };
  }

  /** Whether it is ours to ask Sectigo: one of all processes, and not soon after one that got no answer. */
  async claim(leaseMs: number): Promise<boolean> {
    const claimed = await this.prisma.$executeRaw`
      UPDATE account_balance SET not_before = now() + ${intervalOf(leaseMs)}
      WHERE (not_before IS NULL OR not_before <= now())
        AND ${IS_FRESH} IS NOT TRUE`;
    return claimed === 1;
  }

  async store({ currency, available, creditLimit }: Balance): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE account_balance SET currency = ${currency}, available = ${available}::numeric,
             credit_limit = ${creditLimit}::numeric, fetched_at = now(), not_before = NULL`;
  }

  async pause(forMs: number): Promise<void> {
    await this.prisma.$executeRaw`UPDATE account_balance SET not_before = now() + ${intervalOf(forMs)}`;
  }

  /** Whether what is known is old, and orders may have changed it since. */
  async isWorthAsking(): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`
      SELECT FROM account_balance
      WHERE ${IS_REFUTED} OR (${IS_FRESH} IS NOT TRUE
        AND (SELECT created_at FROM orders ORDER BY id DESC LIMIT 1) > coalesce(fetched_at, '-infinity') - ${FRESH_FOR})`;
    return rows.length > 0;
  }
}
