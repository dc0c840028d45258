import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from '../api/request';
import { type Timeline } from '../api/types';

/** Everything that happened to an order; read once for all who ask. */
export function useTimeline(orderId: string): UseQueryResult<Timeline> {
  return useQuery({
    queryKey: ['order', orderId, 'timeline'],
    queryFn: () => get<Timeline>(`/v1/orders/${encodeURIComponent(orderId)}/timeline`),
  });
}
