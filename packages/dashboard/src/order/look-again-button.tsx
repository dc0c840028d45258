import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX } from 'react';
import { call } from '../api/request';
import { type Reconciliation } from '../api/types';
import { Refusal } from '../parts/states';
import { reconciliationKey, useReconciliation } from './use-reconciliation';

/** Has Sectigo's report read now; spins until it was. */
export function LookAgainButton({ orderId }: { readonly orderId: string }): JSX.Element {
  const queries = useQueryClient();
  const look = useMutation({
    mutationFn: () =>
      call<Reconciliation>('POST', `/v1/orders/${encodeURIComponent(orderId)}/reconciliation`),
    onSuccess: (search) => queries.setQueryData(reconciliationKey(orderId), search),
  });
  const checksBefore = look.data?.checks;
  const { data } = useReconciliation(orderId, { often: checksBefore !== undefined });
  const isAway = checksBefore !== undefined && (data?.checks ?? 0) <= checksBefore;
  return (
    <div>
      <Button variant="default" loading={look.isPending || isAway} onClick={() => look.mutate()}>
        Look again now
      </Button>
      <span role="status" className="visually-hidden">
        {isAway ? 'A worker reads Sectigo’s report' : ''}
      </span>
      <Refusal error={look.error} />
    </div>
  );
}
