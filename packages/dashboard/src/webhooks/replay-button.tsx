import { Button } from '@mantine/core';
import { type JSX } from 'react';
import { call } from '../api/request';
import { type Delivery } from '../api/types';
import { Refusal } from '../parts/states';
import { useAction } from '../parts/use-action';

/** The receiver gets the same event with the same id, so it can recognise a repeat. */
export function ReplayButton({ delivery }: { readonly delivery: Delivery }): JSX.Element {
  const replay = useAction(
    () => call('POST', `/v1/webhooks/${delivery.webhookId}/deliveries/${delivery.id}/replay`),
    () => ({
      text: `${delivery.eventType} will be sent again.`,
      link: { to: `/webhooks/${delivery.webhookId}`, label: 'Deliveries' },
    }),
  );
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
