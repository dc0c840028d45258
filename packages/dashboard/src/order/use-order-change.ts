import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { call } from '../api/request';
import { type Order } from '../api/types';
import { useLookAgain } from '../api/use-look-again';

export type OrderAction = 'cancel' | 'retry' | 'resolve' | 'revoke';

/** Carries the action out, then looks again at everything: counts and lists change with it. */
export function useOrderChange(
  orderId: string,
  action: OrderAction,
  body?: object,
): UseMutationResult<Order, Error, void> {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: () => call<Order>('POST', `/v1/orders/${encodeURIComponent(orderId)}/${action}`, body),
    onSuccess: lookAgain,
  });
}
