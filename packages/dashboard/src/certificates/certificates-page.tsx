import { type JSX } from 'react';
import { type Order } from '../api/types';
import { useSummary } from '../api/use-summary';
import { Ago } from '../parts/moment';
import { Page } from '../parts/page';
import { EndingPanel } from './ending-panel';
import { OrderList } from './order-list';
import { UnclaimedPanel } from './unclaimed-panel';

const placedAt = ({ placedAt: at }: Order): string => at ?? '';

/** Certificates that need attention: expiring, waiting for Sectigo, or wrong. */
export function CertificatesPage(): JSX.Element {
  return (
    <Page title="Certificates">
      <EndingPanel />
      <Mismatched />
      <OrderList
        title="Waiting for Sectigo to issue"
        filter={{ pending: 'issuance' }}
        sortBy={placedAt}
        since={{ name: 'Waiting since', cell: ({ placedAt: at }) => <Ago at={at} /> }}
        empty="No certificate is waiting"
      />
      <OrderList
        title="Open revocations"
        filter={{ pending: 'revocation' }}
        sortBy={({ updatedAt }) => updatedAt}
        since={{ name: 'Last update', cell: ({ updatedAt }) => <Ago at={updatedAt} /> }}
        empty="No open revocations"
      />
      <UnclaimedPanel />
    </Page>
  );
}

/** Shown only if there are any. */
function Mismatched(): JSX.Element | null {
  const count = useSummary().data?.certificates.mismatched ?? 0;
  if (count === 0) return null;
  return (
    <OrderList
      title="Not as ordered"
      filter={{ mismatched: 'true' }}
      sortBy={({ updatedAt }) => updatedAt}
      since={{ name: 'Differences', cell: ({ certificate }) => certificate?.mismatches.join(', ') }}
      empty="Every certificate matches its order"
    />
  );
}
