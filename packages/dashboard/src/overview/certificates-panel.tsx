import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { Facts } from '../parts/facts';
import { amount, inDays } from '../parts/format';
import { PageLink } from '../parts/link';
import { Section } from '../parts/page';

/** What somebody has to know of certificates before it is too late. */
export function CertificatesPanel({ certificates }: Pick<Summary, 'certificates'>): JSX.Element {
  const { endingWithin7Days, endingWithin30Days, mismatched, pushesWaiting } = certificates;
  return (
    <Section title="Certificates">
      <Facts
        facts={[
          ['End within 7 days', <Ending key="7" count={endingWithin7Days} days={7} />],
          ['End within 30 days', <Ending key="30" count={endingWithin30Days} days={30} />],
          ['Not what was ordered', <Mismatched key="mismatched" count={mismatched} />],
          ['Sectigo’s pushes about unknown orders', amount(String(pushesWaiting))],
        ]}
      />
    </Section>
  );
}

function Mismatched({ count }: { readonly count: number }): JSX.Element {
  if (count === 0) return <>none</>;
  return <PageLink to="/orders?mismatched=true">{certificates(count)}</PageLink>;
}

function Ending({ count, days }: { readonly count: number; readonly days: number }): JSX.Element {
  if (count === 0) return <>none</>;
  return (
    <PageLink to={`/orders?expiresBefore=${encodeURIComponent(inDays(days))}`}>
      {certificates(count)}
    </PageLink>
  );
}

const certificates = (count: number): string =>
  `${amount(String(count))} ${count === 1 ? 'certificate' : 'certificates'}`;
