import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from '../api/request';
import { type MonthSpend } from '../api/types';

/** The costs of a month in UTC, such as `2026-10`. */
export function useSpend(month: string): UseQueryResult<MonthSpend> {
  return useQuery({
    queryKey: ['spend', month],
    queryFn: () => get<MonthSpend>(`/v1/ops/spend?month=${month}`),
    placeholderData: keepPreviousData,
  });
}
