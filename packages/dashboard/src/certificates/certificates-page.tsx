import { type JSX } from 'react';
import { type Order } from '../api/types';
import { useSummary } from '../api/use-summary';
import { Ago } from '../parts/moment';
import { Page } from '../parts/page';
import { EndingPanel } from './ending-panel';
import { OrderList } from './order-list';
import { UnclaimedPanel } from './unclaimed-panel';

const placedAt = ({ placedAt: at }: Order): string => at ?? '';

/** What somebody has to know of certificates: what ends, what Sectigo is waited for, and what went wrong. */
export function CertificatesPage(): JSX.Element {
  return (
    <Page title="Certificates">
      <EndingPanel />
      <Mismatched />
      <OrderList
        title="Waits at Sectigo to be issued"
        filter={{ pending: 'issuance' }}
        sortBy={placedAt}
        since={{ name: 'Waits since', cell: ({ placedAt: at }) => <Ago at={at} /> }}
        empty="Sectigo has issued everything that was ordered"
      />
      <OrderList
        title="Revocations under way"
        filter={{ pending: 'revocation' }}
        sortBy={({ updatedAt }) => updatedAt}
        since={{ name: 'Last news', cell: ({ updatedAt }) => <Ago at={updatedAt} /> }}
        empty="No revocation is under way"
      />
      <UnclaimedPanel />
    </Page>
  );
}

/** Only where there are any: nobody has to read that all is well. */
function Mismatched(): JSX.Element | null {
  const count = useSummary().data?.certificates.mismatched ?? 0;
  if (count === 0) return null;
  return (
    <OrderList
      title="Not what was ordered"
      filter={{ mismatched: 'true' }}
      sortBy={({ updatedAt }) => updatedAt}
      since={{ name: 'Differs in', cell: ({ certificate }) => certificate?.mismatches.join(', ') }}
      empty="Every certificate is what was ordered"
    />
  );
}
