import { useQueries, useQuery } from '@tanstack/react-query';
import { readPages } from '../api/read-pages';
import { type Order, type Summary } from '../api/types';
import { allWebhooks } from '../api/use-all';
import { STEADY } from '../api/use-look-again';
import { daysUntil, inDays } from '../parts/format';
import { healthOf } from '../webhooks/use-health';
import { type Need, toNeeds } from './to-needs';

const SOON_DAYS = 30;
const LATELY_DAYS = 3;
const OFTEN_MS = 60_000;

interface Needs {
  readonly needs: readonly Need[];
  /** False while something is still loading: then "nothing needs action" would be a guess. */
  readonly isComplete: boolean;
  readonly error: Error | null;
}

/** Everything that needs action. Lists are read seldom, for what the summary does not count. */
export function useNeeds(summary: Summary): Needs {
  const since = inDays(-LATELY_DAYS);
  const failed = useQuery({
    queryKey: ['orders', 'failed-lately'],
    queryFn: () => readPages<Order>('/v1/orders', { status: 'failed', createdAfter: inDays(-LATELY_DAYS) }),
  });
  const ending = useQuery({
    queryKey: ['orders', 'ending-soon'],
    queryFn: () => readPages<Order>('/v1/orders', { expiresBefore: inDays(SOON_DAYS) }),
    staleTime: OFTEN_MS,
    refetchInterval: OFTEN_MS,
    meta: STEADY,
  });
  const webhooks = useQuery({ ...allWebhooks, refetchInterval: OFTEN_MS });
  const enabled = webhooks.data?.filter((webhook) => webhook.enabled) ?? [];
  const health = useQueries({ queries: enabled.map(({ id }) => healthOf(id)) });
  const reads = [failed, ending, webhooks, ...health];
  const failing = new Set(enabled.filter((_, at) => health[at]?.data?.state === 'failing'));
  const needs = toNeeds(
    {
      orders: summary.orders,
      failedLately: failed.data?.length ?? 0,
      mismatched: summary.certificates.mismatched,
      endingDays: (ending.data ?? []).flatMap(daysLeft),
      broken: (webhooks.data ?? []).filter((webhook) =>
        webhook.enabled ? failing.has(webhook) : webhook.disabledReason !== 'requested',
      ),
      pushesWaiting: summary.certificates.pushesWaiting,
    },
    since,
  );
  return {
    needs,
    isComplete: reads.every(({ isSuccess }) => isSuccess),
    error: reads.find(({ isError }) => isError)?.error ?? null,
  };
}

/** Of a certificate that still lasts and that nothing renews. */
function daysLeft({ certificate, renewedBy }: Order): number[] {
  const days = certificate?.expiresAt ? daysUntil(certificate.expiresAt) : 0;
  return renewedBy === null && days > 0 ? [days] : [];
}
