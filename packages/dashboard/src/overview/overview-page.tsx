import { Stack } from '@mantine/core';
import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { useSummary } from '../api/use-summary';
import { Page } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { ActivityPanel } from './activity-panel';
import { AttemptsPanel } from './attempts-panel';
import { CertificatesPanel } from './certificates-panel';
import { NeedsPanel } from './needs-panel';
import { PausePanel } from './pause-panel';
import { QueuePanel } from './queue-panel';
import { RatesPanel } from './rates-panel';
import { SpendPanel } from './spend-panel';

export function OverviewPage(): JSX.Element {
  const summary = useSummary();
  return (
    <Page title="Overview" actions={summary.data && <PausePanel state={summary.data.submissions} />}>
      {summary.isPending && <LoadingState lines={8} />}
      {summary.isError && <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.data && <Content summary={summary.data} />}
    </Page>
  );
}

function Content({ summary }: { readonly summary: Summary }): JSX.Element {
  return (
    <>
      <NeedsPanel summary={summary} />
      <RatesPanel />
      <ActivityPanel />
      <div className="columns">
        <Stack gap="lg">
          <QueuePanel summary={summary} />
          <CertificatesPanel certificates={summary.certificates} />
        </Stack>
        <AttemptsPanel attempts={summary.attempts} />
      </div>
      <SpendPanel spend={summary.spend} balance={summary.balance} />
    </>
  );
}
