import { Button } from '@mantine/core';
import { type JSX } from 'react';
import { Link } from 'wouter';
import { type Summary } from '../api/types';
import { Banner } from '../parts/banner';

/** Orders and certificates that wait for somebody to decide. */
export function Decisions({ summary }: { readonly summary: Summary }): JSX.Element {
  const { orders, certificates } = summary;
  const unknown = (orders as Record<string, number>)['outcome-unknown'] ?? 0;
  return (
    <>
      {unknown > 0 && (
        <Banner
          title={
            unknown === 1
              ? 'The outcome of one order is unknown'
              : `The outcome of ${unknown} orders is unknown`
          }
          tone="doubt"
          action={
            <Button component={Link} href="/orders?status=outcome-unknown" variant="default">
              Look at them
            </Button>
          }
        >
          Sectigo may have them and may bill them. They are looked for in its report and never sent again by
          themselves.
        </Banner>
      )}
      {certificates.mismatched > 0 && <MismatchBanner count={certificates.mismatched} />}
    </>
  );
}

function MismatchBanner({ count }: { readonly count: number }): JSX.Element {
  return (
    <Banner
      title={
        count === 1
          ? 'One certificate is not what was ordered'
          : `${count} certificates are not what was ordered`
      }
      tone="bad"
      action={
        <Button component={Link} href="/orders?mismatched=true" variant="default">
          {count === 1 ? 'Look at it' : 'Look at them'}
        </Button>
      }
    >
      Sectigo delivered something else. Have it replaced or revoked before it is relied on.
    </Banner>
  );
}
