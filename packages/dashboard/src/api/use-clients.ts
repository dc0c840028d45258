import { useQuery } from '@tanstack/react-query';
import { readPages } from './read-pages';
import { type Client } from './types';
import { STEADY } from './use-look-again';

const STALE_MS = 60_000;
const NONE: readonly Client[] = [];

/** All clients, the newest first; none while they are not read. */
export function useClients(): readonly Client[] {
  const { data } = useQuery({
    queryKey: ['clients', 'all'],
    queryFn: () => readPages<Client>('/v1/clients'),
    staleTime: STALE_MS,
    meta: STEADY,
  });
  return data ?? NONE;
}

/** What operators call a client; undefined while it is not known. */
export function useClientName(): (id: string) => string | undefined {
  const clients = useClients();
  return (id) => clients.find((client) => client.id === id)?.name;
}
