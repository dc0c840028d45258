import { useQuery } from '@tanstack/react-query';
import { readPages } from './read-pages';
import { type Client, type Webhook } from './types';
import { STEADY } from './use-look-again';

const STALE_MS = 60_000;
const NONE: readonly never[] = [];

/** All of a kind, the newest first; none while they are not read. */
function useAll<Item>(kind: 'clients' | 'webhooks'): readonly Item[] {
  const { data } = useQuery({
    queryKey: [kind, 'all'],
    queryFn: () => readPages<Item>(`/v1/${kind}`),
    staleTime: STALE_MS,
    meta: STEADY,
  });
  return data ?? NONE;
}

export const useClients = (): readonly Client[] => useAll('clients');
export const useWebhooks = (): readonly Webhook[] => useAll('webhooks');

/** What operators call a client; undefined while it is not known. */
export function useClientName(): (id: string) => string | undefined {
  const clients = useClients();
  return (id) => clients.find((client) => client.id === id)?.name;
}
