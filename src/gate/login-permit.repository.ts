import { Inject, Injectable } from '@nestjs/common';
import { Config, type SendingConfig } from '../config/config.js';
import { PROXY_REFUSES } from './gate-closer.js';
import { assign, holdGate } from './gate-hold.query.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { nextUlid } from '../shared/ids.js';
import { intervalOf } from '../platform/prisma/sql-interval.js';

/** Who tries the login when it is not an order. */
export type LoginUser = 'report' | 'status' | 'revocation' | 'balance';

export interface LoginPermit {
  readonly login: string | null;
  /** Names this try of a login that is unproven; null where it was proven before. */
  readonly trial: string | null;
}

/** How long the next trial is reserved: longer than the interval at which the waiting command asks again. */
const TURN_MS = 2_000;
const LOGIN_REFUSED = 'sectigo-access-denied';

const isUnproven = (login: string | null): Prisma.Sql =>
  Prisma.sql`(proven_login = ${login}::text) IS NOT TRUE`;

/** Missing credit stops orders, but says nothing about the login. A proxy that refused its login may lock it after repeats. */
const mayAsk = (login: string | null): Prisma.Sql => Prisma.sql`
  refused_login IS DISTINCT FROM ${login}::text AND (closed_by = 'sectigo' AND reason = ${LOGIN_REFUSED}) IS NOT TRUE
  AND closed_by IS DISTINCT FROM 'proxy'
  AND (not_before IS NULL OR not_before <= now())`;

/** Not while the next trial is left to another kind of command. */
const isNext = (user: LoginUser): Prisma.Sql => Prisma.sql`
  (trial_wanted_until > now() AND trial_wanted_by <> ${user}) IS NOT TRUE`;

/** Whether orders can make use of a trial. */
const ORDERS_WAIT = Prisma.sql`
  (closed_at IS NULL OR probe_order_id IS NOT NULL)
  AND EXISTS (SELECT FROM orders WHERE status = 'queued' AND next_attempt_at <= now())`;

/** False after the trial's lease expired and another has it, or when another login is in use since. */
const holds = ({ login, trial }: LoginPermit): Prisma.Sql =>
  trial === null ? Prisma.sql`proven_login = ${login}::text` : Prisma.sql`trial_order_id = ${trial}`;

/**
 * Whether Sectigo may be asked for anything but an order. Every command logs in as an order does, so the same holds for
 * it: not while our account is refused or Sectigo asked us to slow down, and alone until the login has been accepted once.
 */
@Injectable()
export class LoginPermitRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(Config) private readonly config: Pick<SendingConfig, 'submissions'>,
  ) {}

  /**
   * Null: not now. A trial goes alone and ends with `release`. Its name is its own, as no order's id is, so whoever
   * comes back after the lease changes nothing for the next.
   */
  async take(user: LoginUser, login: string | null, forMs: number): Promise<LoginPermit | null> {
    const proven = await this.prisma.$queryRaw<unknown[]>`
      SELECT FROM submission_gate WHERE proven_login = ${login}::text AND ${mayAsk(login)}`;
    if (proven.length > 0) return { login, trial: null };
    const trial = `${user}:${nextUlid()}`;
    const taken = await this.prisma.$executeRaw`
      UPDATE submission_gate SET trial_order_id = ${trial}, trial_fence = 0,
             trial_until = now() + ${intervalOf(forMs)}, trial_wanted_by = NULL, trial_wanted_until = NULL
      WHERE ${isUnproven(login)} AND ${mayAsk(login)} AND (trial_until <= now()) IS NOT FALSE AND ${isNext(user)}`;
    return taken === 1 ? { login, trial } : null;
  }

  /**
   * Has everybody leave the next trial to this kind of command, unless another kind waits already or this one has the trial
   * now: kinds take turns. For a moment only: should the command not come back, the others go on. False: it is no trial that
   * stands in the way.
   */
  async wantTrial(user: LoginUser, login: string | null): Promise<boolean> {
    const next = Prisma.sql`(${isNext(user)} AND (trial_order_id LIKE ${`${user}:%`}) IS NOT TRUE)`;
    const wanted = await this.prisma.$executeRaw`
      UPDATE submission_gate SET trial_wanted_by = CASE WHEN ${next} THEN ${user} ELSE trial_wanted_by END,
             trial_wanted_until = CASE WHEN ${next} THEN now() + ${intervalOf(TURN_MS)} ELSE trial_wanted_until END
      WHERE ${isUnproven(login)} AND ${mayAsk(login)}`;
    return wanted === 1;
  }

  /** Sectigo gave an answer that only a valid login gets. */
  async prove(permit: LoginPermit): Promise<void> {
    if (permit.trial === null) return;
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET proven_login = ${permit.login}, refused_login = NULL WHERE ${holds(permit)}`;
  }

  /**
   * Sectigo refuses our account: orders are held as if one of them had found out. A gate that is closed already stays
   * closed for its own reason, but nobody tries this login meanwhile. Of a login that was proven, the same error may say
   * that this command alone is not permitted, so an order finds out at once instead of all of them waiting.
   */
  async refuse(permit: LoginPermit): Promise<void> {
    const { holdProbeMs: probeMs } = this.config.submissions;
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET proven_login = NULL, refused_login = ${permit.login},
             ${assign(holdGate(LOGIN_REFUSED, probeMs, permit.trial === null ? 0 : probeMs))}
      WHERE ${holds(permit)}`;
  }

  /** The proxy refuses us: orders are held as after a refused order, and its login is not repeated. */
  async stopAtProxy(): Promise<void> {
    const { holdProbeMs } = this.config.submissions;
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET ${assign(holdGate(PROXY_REFUSES, holdProbeMs))}`;
  }

  /** Sectigo asked us to slow down in answer to any command: orders wait as well. */
  async slowDown(forMs: number): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET slowed_by = 'sectigo',
             not_before = greatest(not_before, now() + ${intervalOf(forMs)})`;
  }

  /** After a trial without proof orders come next, or commands could keep them waiting for ever. */
  async release(permit: LoginPermit): Promise<void> {
    if (permit.trial === null) return;
    await this.prisma.$executeRaw`
      UPDATE submission_gate SET trial_order_id = NULL, trial_fence = NULL,
             trial_until = CASE WHEN ${isUnproven(permit.login)} AND ${ORDERS_WAIT} THEN now() + ${intervalOf(TURN_MS)} END
      WHERE ${holds(permit)}`;
  }
}
