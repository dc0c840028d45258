import { type UseMutationResult } from '@tanstack/react-query';
import { call } from '../api/request';
import { type Order } from '../api/types';
import { inAudit } from '../parts/news';
import { useAction } from '../parts/use-action';

export type OrderAction = 'cancel' | 'retry' | 'resolve' | 'revoke';

/** Null: a revocation may take long, and its dialog says how it goes. */
const DONE: Readonly<Record<OrderAction, string | null>> = {
  cancel: 'is cancelled.',
  retry: 'is queued again.',
  resolve: 'is resolved.',
  revoke: null,
};

export function useOrderChange(
  { id, reference, organization }: Order,
  action: OrderAction,
  body?: object,
): UseMutationResult<Order, Error, void> {
  const done = DONE[action];
  return useAction(
    () => call<Order>('POST', `/v1/orders/${encodeURIComponent(id)}/${action}`, body),
    done === null
      ? undefined
      : () => ({ text: `Order ${reference ?? organization.name} ${done}`, link: inAudit(id) }),
  );
}
