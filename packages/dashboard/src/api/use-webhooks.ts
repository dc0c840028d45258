import { useQuery } from '@tanstack/react-query';
import { readPages } from './read-pages';
import { type Webhook } from './types';
import { STEADY } from './use-look-again';

const STALE_MS = 60_000;
const NONE: readonly Webhook[] = [];

/** All webhooks, the newest first; none while they are not read. */
export function useWebhooks(): readonly Webhook[] {
  const { data } = useQuery({
    queryKey: ['webhooks', 'all'],
    queryFn: () => readPages<Webhook>('/v1/webhooks'),
    staleTime: STALE_MS,
    meta: STEADY,
  });
  return data ?? NONE;
}
