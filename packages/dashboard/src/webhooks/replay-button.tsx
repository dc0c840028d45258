import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX } from 'react';
import { call } from '../api/request';
import { type Delivery } from '../api/types';
import { useLookAgain } from '../api/use-look-again';
import { Refusal } from '../parts/states';

/** The receiver gets the same event under the same id: it can tell that it has it. */
export function ReplayButton({ delivery }: { readonly delivery: Delivery }): JSX.Element {
  const lookAgain = useLookAgain();
  const replay = useMutation<unknown>({
    mutationFn: () => call('POST', `/v1/webhooks/${delivery.webhookId}/deliveries/${delivery.id}/replay`),
    onSuccess: lookAgain,
  });
  return (
    <div>
      <Button
        size="compact-sm"
        variant="default"
        loading={replay.isPending}
        onClick={() => replay.mutate()}
        aria-label={`Replay ${delivery.eventType} of ${delivery.orderId ?? 'the test'}`}
      >
        Replay
      </Button>
      <Refusal error={replay.error} />
    </div>
  );
}
