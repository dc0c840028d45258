import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { get } from '../api/request';
import { type Reconciliation } from '../api/types';

const OFTEN_MS = 1_000;

export const reconciliationKey = (orderId: string): readonly string[] => ['order', orderId, 'reconciliation'];

/** The search for the order in Sectigo's report; `often` after "Look again now". */
export function useReconciliation(
  orderId: string,
  { often = false }: { readonly often?: boolean } = {},
): UseQueryResult<Reconciliation> {
  return useQuery({
    queryKey: reconciliationKey(orderId),
    queryFn: () => get<Reconciliation>(`/v1/orders/${encodeURIComponent(orderId)}/reconciliation`),
    refetchInterval: often ? OFTEN_MS : false,
  });
}
