import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

/** What each session of the gateway has used so far, by its process. */
export async function postgresTicks({ pool }) {
  const { rows } = await pool.query(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'sectigo-gateway'`,
  );
  return new Map(
    rows.map(({ pid }) => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [pid, Number(fields[11]) + Number(fields[12])];
    }),
  );
}

export function secondsBetween(before, after) {
  let ticks = 0;
  // a session that has ended meanwhile was idle for ten seconds
  for (const [pid, used] of after) ticks += used - (before.get(pid) ?? 0);
  return ticks / TICKS_PER_SECOND;
}
