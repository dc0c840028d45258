import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type AuditPage } from '../api/types';
import { AuditTable } from '../audit/audit-table';
import { PageLink } from '../parts/link';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';

const MOST = 20;

/** Who did what to the order: the newest of its entries in the audit trail. */
export function ActsPanel({ orderId }: { readonly orderId: string }): JSX.Element {
  const entries = useQuery({
    queryKey: ['order', orderId, 'audit'],
    queryFn: () => get<AuditPage>(withQuery('/v1/ops/audit', { target: orderId, limit: String(MOST) })),
  });
  return (
    <Section
      title="Changes by people"
      aside={entries.data?.nextCursor && <PageLink to={`/audit?target=${orderId}`}>All entries</PageLink>}
    >
      {entries.isPending && <LoadingState lines={2} />}
      {entries.isError && <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.data?.data.length === 0 && <EmptyState title="No changes by hand" />}
      {entries.data && entries.data.data.length > 0 && <AuditTable entries={entries.data.data} about="one" />}
    </Section>
  );
}
