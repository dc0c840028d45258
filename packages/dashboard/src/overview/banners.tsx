import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { Link } from 'wouter';
import { type Summary } from '../api/types';
import { amount, words } from '../parts/format';
import { Moment } from '../parts/moment';
import { ResumeButton } from './resume-button';

interface BannerProperties {
  readonly title: string;
  readonly tone: 'bad' | 'doubt' | 'held';
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

function Banner({ title, tone, action, children }: BannerProperties): JSX.Element {
  return (
    <Paper withBorder p="md" className="banner" data-tone={tone} component="section" aria-label={title}>
      <Group justify="space-between" wrap="wrap">
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm">{children}</Text>
        </div>
        {action}
      </Group>
    </Paper>
  );
}

/** What somebody on duty has to act on, with the action beside it. */
export function Banners({ summary }: { readonly summary: Summary }): JSX.Element {
  const { submissions, orders, certificates, balance } = summary;
  const unknown = (orders as Record<string, number>)['outcome-unknown'] ?? 0;
  return (
    <>
      {submissions.paused && <PausedBanner state={submissions} />}
      {submissions.breaker !== 'closed' && (
        <Banner title="Sectigo cannot be reached" tone="bad" action={<ResumeButton label="Try now" />}>
          The breaker is {submissions.breaker}: orders wait, none is lost. The next try is at{' '}
          <Moment at={submissions.slowedUntil} />.
        </Banner>
      )}
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
      {balance?.low === true && <CreditBanner balance={balance} />}
      {certificates.mismatched > 0 && <MismatchBanner count={certificates.mismatched} />}
    </>
  );
}

function CreditBanner({ balance }: { readonly balance: NonNullable<Summary['balance']> }): JSX.Element {
  return (
    <Banner title="The credit at Sectigo runs low" tone="held">
      {amount(balance.available)} {balance.currency} are left, said Sectigo at{' '}
      <Moment at={balance.fetchedAt} />. Without credit orders are held: add funds before.
    </Banner>
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

const PAUSED: Readonly<Record<NonNullable<Summary['submissions']['pausedBy']>, string>> = {
  operator: 'An operator has paused sending',
  sectigo: 'Sectigo refuses our account: nothing is sent',
  proxy: 'The proxy on the way to Sectigo refuses us: nothing is sent',
};

function PausedBanner({ state }: { readonly state: Summary['submissions'] }): JSX.Element {
  const byOperator = state.pausedBy === 'operator';
  return (
    <Banner title={PAUSED[state.pausedBy ?? 'operator']} tone="held" action={<ResumeButton label="Resume" />}>
      Since <Moment at={state.pausedAt} />: {byOperator ? state.reason : words(state.reason ?? '')}.
      {state.nextProbeAt !== null && (
        <>
          {' '}
          One order will find out at <Moment at={state.nextProbeAt} />.
        </>
      )}
    </Banner>
  );
}
