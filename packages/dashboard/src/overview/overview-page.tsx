import { Stack } from '@mantine/core';
import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { useSummary } from '../api/use-summary';
import { Page } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { ActivityPanel } from './activity-panel';
import { AttemptsPanel } from './attempts-panel';
import { Decisions } from './decisions';
import { CertificatesPanel } from './certificates-panel';
import { PausePanel } from './pause-panel';
import { QueuePanel } from './queue-panel';
import { SpendPanel } from './spend-panel';
import { StatusTiles } from './status-tiles';

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
      <Decisions summary={summary} />
      <StatusTiles counts={summary.orders} />
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
