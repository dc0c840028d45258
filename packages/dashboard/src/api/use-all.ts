import { useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { readPages } from './read-pages';
import { type Client, type Webhook } from './types';
import { STEADY } from './use-look-again';

const STALE_MS = 60_000;
const NONE: readonly never[] = [];

/** All of a kind, the newest first. */
function allOf<Item>(kind: 'clients' | 'webhooks'): UseQueryOptions<readonly Item[]> {
  return {
    queryKey: [kind, 'all'],
    queryFn: () => readPages<Item>(`/v1/${kind}`),
    staleTime: STALE_MS,
    meta: STEADY,
  };
}

export const allWebhooks = allOf<Webhook>('webhooks');

/** None while they are not read. */
export const useClients = (): readonly Client[] => useQuery(allOf<Client>('clients')).data ?? NONE;
export const useWebhooks = (): readonly Webhook[] => useQuery(allWebhooks).data ?? NONE;

/** What operators call a client; undefined while it is not known. */
export function useClientName(): (id: string) => string | undefined {
  const clients = useClients();
  return (id) => clients.find((client) => client.id === id)?.name;
}
