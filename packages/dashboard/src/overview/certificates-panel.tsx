import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { Facts } from '../parts/facts';
import { amount, inDays } from '../parts/format';
import { PageLink } from '../parts/link';
import { Section } from '../parts/page';

/** How many end soon, renewed or not. */
export function CertificatesPanel({ certificates }: Pick<Summary, 'certificates'>): JSX.Element {
  const { endingWithin7Days, endingWithin30Days } = certificates;
  return (
    <Section title="Certificates">
      <Facts
        facts={[
          ['Expire within 7 days', <Ending key="7" count={endingWithin7Days} days={7} />],
          ['Expire within 30 days', <Ending key="30" count={endingWithin30Days} days={30} />],
        ]}
      />
    </Section>
  );
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
