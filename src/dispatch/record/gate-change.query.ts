import { type SendingConfig } from '../../config/config.js';
import { assign, type GateAssignments, holdGate } from '../../gate/gate-hold.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { type Claim } from '../claim/claim.query.js';
import { type Decision, type Interpretation } from './interpret.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

/** When so many attempts in a row could not connect, nothing is sent for a while, and longer each time. */
const BREAKER_FAILURES = 5;
/** In back-off pauses: 5 s and a minute by default. */
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 60;
/** More doublings than any pause needs; without an end the power would overflow. */
const MAX_DOUBLINGS = 20;

export interface Recorded extends Interpretation {
  readonly claim: Claim;
  readonly login: string | null;
}

/**
 * What an attempt changes for all others, in the statement of its order: a worker that sees the order held also sees the
 * gate closed. One update at most, and none in the usual case, or all workers would wait for the one row. Looking at
 * `freed` first makes it the last row that is locked.
 */
export function gateChange(recorded: Recorded, { submissions }: SendingConfig): Prisma.Sql {
  const { claim, finding, decision } = recorded;
  const assignments: GateAssignments = {
    ...(finding.reach === 'unreachable' && countFailure(submissions.backoffMs)),
    ...(finding.reach === 'reached' && CLOSE_BREAKER),
    ...(decision.status === 'queued' && decision.throttledMs !== null && slowDown(decision.throttledMs)),
    ...(decision.status === 'held' &&
      decision.closesGate &&
      holdGate(decision.problem.code, submissions.holdProbeMs)),
    ...(claim.trial && freeTrial(claim)),
    // in any other attempt the login was proven before: a reply that was under way tells nothing new
    ...(claim.trial &&
      finding.login === 'accepted' && {
        proven_login: Prisma.sql`${recorded.login}`,
        refused_login: Prisma.sql`NULL`,
      }),
    ...(finding.login === 'refused' && {
      proven_login: Prisma.sql`NULL`,
      refused_login: Prisma.sql`${recorded.login}`,
    }),
  };
  if (Object.keys(assignments).length === 0) return Prisma.sql`SELECT`;
  return Prisma.sql`
    UPDATE submission_gate SET ${assign(assignments)}
    WHERE ${condition(recorded)} AND (SELECT count(*) FROM freed) >= 0`;
}

/** Which rows, that is whether, to write: a failure or success that changes nothing need not lock the gate. */
function condition({ claim, finding, decision }: Recorded): Prisma.Sql {
  const always =
    claim.trial || finding.login === 'refused' || decision.status === 'held' || throttled(decision);
  if (always) return Prisma.sql`TRUE`;
  // attempts that were under way when the breaker opened do not make its pause longer
  if (finding.reach === 'unreachable') return Prisma.sql`slowed_by IS DISTINCT FROM 'breaker'`;
  return Prisma.sql`unreachable_in_a_row > 0`;
}

function throttled(decision: Decision): boolean {
  return decision.status === 'queued' && decision.throttledMs !== null;
}

/** So many failures in a row open the breaker; each trial that fails after it doubles the pause. */
function countFailure(backoffMs: number): GateAssignments {
  const opens = Prisma.sql`unreachable_in_a_row + 1 >= ${BREAKER_FAILURES}`;
  const doublings = Prisma.sql`least(unreachable_in_a_row + 1 - ${BREAKER_FAILURES}, ${MAX_DOUBLINGS})`;
  const pauseMs = Prisma.sql`least(${backoffMs * FIRST_PAUSE}::float8 * power(2, ${doublings}), ${backoffMs * LONGEST_PAUSE}::float8)`;
  return {
    unreachable_in_a_row: Prisma.sql`unreachable_in_a_row + 1`,
    slowed_by: Prisma.sql`CASE WHEN ${opens} THEN 'breaker' ELSE slowed_by END`,
    not_before: Prisma.sql`CASE WHEN ${opens}
      THEN greatest(not_before, now() + ${intervalOf(pauseMs)}) ELSE not_before END`,
  };
}

const CLOSE_BREAKER: GateAssignments = {
  unreachable_in_a_row: Prisma.sql`0`,
  slowed_by: Prisma.sql`nullif(slowed_by, 'breaker')`,
  not_before: Prisma.sql`CASE WHEN slowed_by = 'breaker' THEN NULL ELSE not_before END`,
};

function slowDown(forMs: number): GateAssignments {
  return {
    slowed_by: Prisma.sql`'sectigo'`,
    not_before: Prisma.sql`greatest(not_before, now() + ${intervalOf(forMs)})`,
  };
}

/** Not when its lease ran out and another attempt has the place now. */
function freeTrial({ orderId, fence }: Claim): GateAssignments {
  return {
    trial_until: Prisma.sql`CASE WHEN trial_order_id = ${orderId} AND trial_fence = ${fence}
      THEN NULL ELSE trial_until END`,
  };
}
