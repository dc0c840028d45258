import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from './request';
import { type Summary } from './types';

/** The server looks every two seconds at most, so what was just done may not be in its first answer. */
const LOOK_EVERY_MS = 3_000;

export function useSummary(): UseQueryResult<Summary> {
  return useQuery({
    queryKey: ['summary'],
    queryFn: () => get<Summary>('/v1/ops/summary'),
    refetchInterval: LOOK_EVERY_MS,
  });
}
