import { Stack } from '@mantine/core';
import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { isStopped, useSummary } from '../api/use-summary';
import { Banner } from '../parts/banner';
import { amount, words } from '../parts/format';
import { Moment } from '../parts/moment';
import { ResumeButton } from '../parts/resume-button';

/** On every page: why orders are not sent right now, or soon will not be. */
export function Stops(): JSX.Element | null {
  const { data, error } = useSummary();
  if (error) {
    return (
      <Banner title="The gateway’s state cannot be read" tone="bad">
        {error.message} This page may be out of date.
      </Banner>
    );
  }
  if (!data || !isStopped(data)) return null;
  const { submissions, balance } = data;
  return (
    <Stack gap="xs" className="stops">
      {submissions.paused && <PausedBanner state={submissions} />}
      {submissions.breaker !== 'closed' && (
        <Banner title="Sectigo cannot be reached" tone="bad" action={<ResumeButton label="Try now" />}>
          The breaker is {submissions.breaker}. Orders wait; none is lost. The next attempt is at{' '}
          <Moment at={submissions.slowedUntil} />.
        </Banner>
      )}
      {balance?.low === true && <CreditBanner balance={balance} />}
    </Stack>
  );
}

function CreditBanner({ balance }: { readonly balance: NonNullable<Summary['balance']> }): JSX.Element {
  return (
    <Banner title="Credit at Sectigo is low" tone="held">
      {amount(balance.available)} {balance.currency} are left, said Sectigo at{' '}
      <Moment at={balance.fetchedAt} />. Without credit, orders are held. Add credit now.
    </Banner>
  );
}

const PAUSED: Readonly<Record<NonNullable<Summary['submissions']['pausedBy']>, string>> = {
  operator: 'An operator has paused sending',
  sectigo: 'Sectigo refuses the account: nothing is sent',
  proxy: 'The proxy refuses the gateway: nothing is sent',
};

function PausedBanner({ state }: { readonly state: Summary['submissions'] }): JSX.Element {
  const byOperator = state.pausedBy === 'operator';
  return (
    <Banner title={PAUSED[state.pausedBy ?? 'operator']} tone="held" action={<ResumeButton label="Resume" />}>
      Since <Moment at={state.pausedAt} />: {byOperator ? state.reason : words(state.reason ?? '')}.
      {state.nextProbeAt !== null && (
        <>
          {' '}
          The next probe is at <Moment at={state.nextProbeAt} />.
        </>
      )}
    </Banner>
  );
}
