import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from './request';
import { type Summary } from './types';

/** The server updates it every two seconds at most, so a change may be missing in the first answer. */
const LOOK_EVERY_MS = 3_000;

/** Whether orders are not sent right now, or soon will not be. */
export const isStopped = ({ submissions, balance }: Summary): boolean =>
  submissions.paused || submissions.breaker !== 'closed' || balance?.low === true;

export function useSummary(): UseQueryResult<Summary> {
  return useQuery({
    queryKey: ['summary'],
    queryFn: () => get<Summary>('/v1/ops/summary'),
    refetchInterval: LOOK_EVERY_MS,
  });
}
