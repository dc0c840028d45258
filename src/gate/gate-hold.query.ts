import { Prisma } from '../platform/prisma/generated/client.js';
import { intervalOf } from '../platform/prisma/sql-interval.js';

/** Column of the gate → its new value. */
export type GateAssignments = Readonly<Record<string, Prisma.Sql>>;

const NEVER = Prisma.sql`NULL`;

/**
 * Sectigo refuses our account: nothing is sent until a probe or an operator finds that it does not any more. A gate that
 * is closed already stays closed for its own reason. `probeMs`: how often an order tests the account; 0 = never.
 */
export function holdGate(reason: string, probeMs: number, firstProbeMs = probeMs): GateAssignments {
  return {
    closed_at: Prisma.sql`coalesce(closed_at, now())`,
    closed_by: Prisma.sql`coalesce(closed_by, 'sectigo')`,
    reason: Prisma.sql`coalesce(reason, ${reason})`,
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
