import { Anchor } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { Link } from 'wouter';

interface Properties {
  readonly to: string;
  readonly children: ReactNode;
}

/** To another page of the dashboard. */
export function PageLink({ to, children }: Properties): JSX.Element {
  return (
    <Anchor component={Link} href={to} underline="always" inherit>
      {children}
    </Anchor>
  );
}

/** To the order, by its id. */
export function OrderLink({ id }: { readonly id: string }): JSX.Element {
  return (
    <PageLink to={`/orders/${id}`}>
      <span className="mono break">{id}</span>
    </PageLink>
  );
}
