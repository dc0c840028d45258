import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Reads anew whatever is on the page, but for the session. */
export function useLookAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
    [queries],
  );
}
