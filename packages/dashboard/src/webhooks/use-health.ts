import { useQuery } from '@tanstack/react-query';
import { get } from '../api/request';
import { type DeliveryPage } from '../api/types';
import { type Health, toHealth } from './to-health';

const LATELY = 50;
const OFTEN_MS = 3_000;
const SELDOM_MS = 30_000;

/** Of its newest deliveries, of which no event tells; undefined while they are not read. */
export function useHealth(webhookId: string, { often }: { readonly often: boolean }): Health | undefined {
  const path = `/v1/webhooks/${encodeURIComponent(webhookId)}/deliveries?limit=${LATELY}`;
  const { data } = useQuery({
    queryKey: ['deliveries', webhookId, 'lately'],
    queryFn: () => get<DeliveryPage>(path),
    refetchInterval: often ? OFTEN_MS : SELDOM_MS,
  });
  return data && toHealth(data.data);
}
