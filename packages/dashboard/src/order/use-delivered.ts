import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from '../api/request';
import { type DeliveredCertificate, type Order } from '../api/types';

/** What the delivered certificate says; not asked for before there may be one. */
export function useDelivered({ id, certificate, version }: Order): UseQueryResult<DeliveredCertificate> {
  return useQuery({
    queryKey: ['delivered', id, version],
    queryFn: () => get<DeliveredCertificate>(`/v1/orders/${encodeURIComponent(id)}/certificate`),
    enabled: typeof certificate?.expiresAt === 'string',
    staleTime: 'static',
  });
}
