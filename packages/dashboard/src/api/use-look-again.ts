import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Reloads all data of the page, except the session. */
export function useLookAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
    [queries],
  );
}

/** The same, but for what no order changes: `meta: STEADY`. */
export function useLookAtOrders(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    () =>
      queries.invalidateQueries({
        predicate: ({ queryKey, meta }) => queryKey[0] !== 'session' && meta !== STEADY,
      }),
    [queries],
  );
}

export const STEADY = { steady: true };
