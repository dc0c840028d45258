import { Prisma } from '../platform/prisma/generated/client.js';
import { intervalOf } from '../platform/prisma/sql-interval.js';
import { type ErrorCode } from '../shared/error-code.js';
import { closerOf } from './gate-closer.js';

/** Column of the gate → its new value. */
export type GateAssignments = Readonly<Record<string, Prisma.Sql>>;

const NEVER = Prisma.sql`NULL`;

/**
 * Sectigo refuses our account, or the proxy us: nothing is sent until a probe or an operator finds that it does not any
 * more. A gate that is closed already stays closed for its own reason, unless a probe got past the proxy that closed it.
 * `probeMs`: how often an order finds out; 0 = never.
 */
export function holdGate(reason: ErrorCode, probeMs: number, firstProbeMs = probeMs): GateAssignments {
  const isFirst = Prisma.sql`closed_by IS NULL OR closed_by = 'proxy'`;
  return {
    closed_at: Prisma.sql`coalesce(closed_at, now())`,
    closed_by: Prisma.sql`CASE WHEN ${isFirst} THEN ${closerOf(reason)} ELSE closed_by END`,
    reason: Prisma.sql`CASE WHEN ${isFirst} THEN ${reason} ELSE reason END`,
    probe_order_id: Prisma.sql`NULL`,
    next_probe_at: probeMs === 0 ? NEVER : nextProbeAt(firstProbeMs),
  };
}

/** A probe does not open what an operator has closed. */
export function nextProbeAt(inMs: number): Prisma.Sql {
  return Prisma.sql`CASE WHEN closed_by IS DISTINCT FROM 'operator'
    THEN now() + ${intervalOf(inMs)} END`;
}

/** What follows SET. */
export function assign(assignments: GateAssignments): Prisma.Sql {
  const set = Object.entries(assignments).map(
    ([column, value]) => Prisma.sql`${Prisma.raw(column)} = ${value}`,
  );
  return Prisma.join(set);
}
