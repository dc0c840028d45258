import { Button, Group } from '@mantine/core';
import { type JSX } from 'react';
import { readPages } from '../api/read-pages';
import { call } from '../api/request';
import { type Delivery, type Webhook } from '../api/types';
import { inAudit } from '../parts/news';
import { Refusal } from '../parts/states';
import { useAction } from '../parts/use-action';

/** A test, what failed once more, and whether anything is sent at all. */
export function WebhookActions({ webhook }: { readonly webhook: Webhook }): JSX.Element {
  const path = `/v1/webhooks/${webhook.id}`;
  const test = useAction(
    () => call('POST', `${path}/test`),
    () => ({ text: 'A test event is on its way. The answer appears in the deliveries.' }),
  );
  const turn = useAction(
    () => call<Webhook>('PATCH', path, { enabled: !webhook.enabled }),
    ({ enabled }) => ({
      text: enabled ? 'The webhook is enabled.' : 'The webhook is disabled. Nothing is sent to it.',
      link: inAudit(webhook.id),
    }),
  );
  const replay = useAction(
    async () => {
      const failed = await readPages<Delivery>(`${path}/deliveries`, { status: 'failed' });
      // one after the other: the receiver has failed before
      for (const { id } of failed) await call('POST', `${path}/deliveries/${id}/replay`);
      return failed.length;
    },
    (count) => ({ text: count === 0 ? 'No delivery has failed.' : `Sent again: ${count}.` }),
  );
  return (
    <div>
      <Group gap="xs">
        {webhook.enabled && (
          <>
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              Send a test
            </Button>
            <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
              Replay all failed
            </Button>
          </>
        )}
        <Button
          variant={webhook.enabled ? 'default' : 'filled'}
          loading={turn.isPending}
          onClick={() => turn.mutate()}
        >
          {webhook.enabled ? 'Disable' : 'Enable'}
        </Button>
      </Group>
      <Refusal error={test.error ?? replay.error ?? turn.error} />
    </div>
  );
}
