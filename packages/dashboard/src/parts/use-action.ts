import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useLookAgain } from '../api/use-look-again';
import { type News, tell } from './news';

/**
 * Runs an action. When it is done it says so at once, then reloads everything: counts and
 * lists change with it. Without news the caller shows the result.
 */
export function useAction<Result>(
  act: () => Promise<Result>,
  newsOf?: (result: Result) => News,
): UseMutationResult<Result, Error, void> {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: act,
    onSuccess: (result) => {
      if (newsOf) tell(newsOf(result));
      return lookAgain();
    },
  });
}
