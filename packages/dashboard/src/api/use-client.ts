import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from './request';
import { type Client } from './types';

export function useClient(id: string): UseQueryResult<Client> {
  return useQuery({
    queryKey: ['client', id],
    queryFn: () => get<Client>(`/v1/clients/${encodeURIComponent(id)}`),
  });
}
