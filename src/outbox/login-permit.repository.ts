import { Injectable } from '@nestjs/common';
import { assign, holdGate } from './gate-hold.query.js';
import { HoldSettings } from './hold-settings.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';

/** Who tries the login when it is not an order; no order has such an id. */
export type LoginUser = 'report' | 'status' | 'revocation' | 'balance';

const LOGIN_REFUSED = 'sectigo-access-denied';

/** Missing credit stops orders, but says nothing of the login. */
const mayAsk = (login: string | null): Prisma.Sql => Prisma.sql`
  refused_login IS DISTINCT FROM ${login}::text AND (closed_by = 'sectigo' AND reason = ${LOGIN_REFUSED}) IS NOT TRUE
  AND (not_before IS NULL OR not_before <= now())`;

/**
 * Whether Sectigo may be asked for anything but an order. Every command logs in as an order does, so the same holds for
 * it: not while our account is refused or Sectigo asked us to slow down, and alone until the login has been accepted once.
 */
@Injectable()
export class LoginPermitRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly holds: HoldSettings,
  ) {}

  /** `trial`: this user tries the login, alone; it ends with `prove`, `refuse` or `release`. */
  async take(user: LoginUser, login: string | null, forMs: number): Promise<'proven' | 'trial' | 'denied'> {
    const proven = await this.prisma.$queryRaw<{ id: number }[]>`
      SELECT id FROM submission_gate WHERE proven_login = ${login}::text AND ${mayAsk(login)}`;
    if (proven.length > 0) return 'proven';
    const taken = await this.prisma.$executeRaw`
      UPDATE submission_gate SET trial_order_id = ${user}, trial_fence = 0,
             trial_until = now() + make_interval(secs => ${forMs / 1_000}::float8)
      WHERE (proven_login = ${login}::text) IS NOT TRUE AND ${mayAsk(login)} AND (trial_until IS NULL OR trial_until <= now())`;
    return taken === 1 ? 'trial' : 'denied';
  }

  async prove(user: LoginUser, login: string | null): Promise<void> {
    await this.prisma.$executeRaw`UPDATE submission_gate SET proven_login = ${login}, refused_login = NULL`;
    await this.release(user);
  }

  /**
   * Sectigo refuses our account: orders are held as if one of them had found out. A gate that is closed already stays
   * closed for its own reason, but nobody tries this login meanwhile.
   */
  async refuse(user: LoginUser, reason: string, login: string | null): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET proven_login = NULL,
             refused_login = CASE WHEN ${reason}::text = ${LOGIN_REFUSED} THEN ${login}::text ELSE refused_login END,
             ${assign(holdGate(reason, this.holds.probeMs))}`;
    await this.release(user);
  }

  /** Sectigo asked us to slow down, whoever it was that asked it for something: orders wait as well. */
  async slowDown(forMs: number): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET slowed_by = 'sectigo',
             not_before = greatest(not_before, now() + make_interval(secs => ${forMs / 1_000}::float8))`;
  }

  async release(user: LoginUser): Promise<void> {
    await this.prisma
      .$executeRaw`UPDATE submission_gate SET trial_until = NULL WHERE trial_order_id = ${user}`;
  }
}
