import { Prisma } from '../platform/prisma/generated/client.js';

/** Column of the gate → its new value. */
export type GateAssignments = Readonly<Record<string, Prisma.Sql>>;

/**
 * Sectigo refuses our account: nothing is sent until a probe or an operator finds that it does not any more. A gate that
 * is closed already stays closed for its own reason.
 */
export function holdGate(reason: string, probeMs: number): GateAssignments {
  return {
    closed_at: Prisma.sql`coalesce(closed_at, now())`,
    closed_by: Prisma.sql`coalesce(closed_by, 'sectigo')`,
    reason: Prisma.sql`coalesce(reason, ${reason})`,
    probe_order_id: Prisma.sql`NULL`,
    next_probe_at: nextProbeAt(probeMs),
  };
}

/** 0 = never. Nor does a probe open what an operator has closed. */
export function nextProbeAt(probeMs: number): Prisma.Sql {
  if (probeMs === 0) return Prisma.sql`NULL`;
  return Prisma.sql`CASE WHEN closed_by IS DISTINCT FROM 'operator'
    THEN now() + make_interval(secs => ${probeMs / 1_000}::float8) END`;
}

/** What follows SET. */
export function assign(assignments: GateAssignments): Prisma.Sql {
  const set = Object.entries(assignments).map(
    ([column, value]) => Prisma.sql`${Prisma.raw(column)} = ${value}`,
  );
  return Prisma.join(set);
}
