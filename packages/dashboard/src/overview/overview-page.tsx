import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get } from '../api/request';
import { type Summary } from '../api/types';
import { Page } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { ActivityPanel } from './activity-panel';
import { AttemptsPanel } from './attempts-panel';
import { Banners } from './banners';
import { CertificatesPanel } from './certificates-panel';
import { PausePanel } from './pause-panel';
import { QueuePanel } from './queue-panel';
import { SpendPanel } from './spend-panel';
import { StatusTiles } from './status-tiles';

/** The server looks every two seconds at most, so what was just done may not be in its first answer. */
const LOOK_EVERY_MS = 3_000;

export function OverviewPage(): JSX.Element {
  const summary = useQuery({
    queryKey: ['summary'],
    queryFn: () => get<Summary>('/v1/ops/summary'),
    refetchInterval: LOOK_EVERY_MS,
  });
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
      <Banners summary={summary} />
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
