import { type JSX } from 'react';
import { Link } from 'wouter';
import { STATUSES } from '../api/types';
import { amount } from '../parts/format';
import { StatusBadge } from '../parts/status-badge';

/** How many orders are in each status; each leads to them. */
export function StatusTiles({ counts }: { readonly counts: Readonly<Record<string, number>> }): JSX.Element {
  return (
    <ul className="tiles" aria-label="Orders by status">
      {STATUSES.map((status) => (
        <li key={status}>
          <Link href={`/orders?status=${status}`} className="tile">
            <StatusBadge status={status} />
            <strong>{amount(String(counts[status] ?? 0))}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}
