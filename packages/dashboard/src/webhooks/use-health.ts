import { useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { get } from '../api/request';
import { type DeliveryPage } from '../api/types';
import { STEADY } from '../api/use-look-again';
import { type Health, toHealth } from './to-health';

const LATELY = 50;
const OFTEN_MS = 3_000;
const SELDOM_MS = 30_000;

/** Of a webhook's newest deliveries, of which no event tells. */
export function healthOf(webhookId: string): UseQueryOptions<DeliveryPage, Error, Health> {
  const path = `/v1/webhooks/${encodeURIComponent(webhookId)}/deliveries?limit=${LATELY}`;
  return {
    queryKey: ['deliveries', webhookId, 'lately'],
    queryFn: () => get<DeliveryPage>(path),
    select: ({ data }) => toHealth(data),
    refetchInterval: SELDOM_MS,
    meta: STEADY,
  };
}

/** Undefined while it is not read. */
export function useHealth(webhookId: string, { often }: { readonly often: boolean }): Health | undefined {
  return useQuery({ ...healthOf(webhookId), refetchInterval: often ? OFTEN_MS : SELDOM_MS }).data;
}
