import { Button, Group, Text } from '@mantine/core';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { type JSX } from 'react';
import { readPages } from '../api/read-pages';
import { call } from '../api/request';
import { type Delivery, type Webhook } from '../api/types';
import { useLookAgain } from '../api/use-look-again';
import { Refusal } from '../parts/states';

function useAction<Result>(act: () => Promise<Result>): UseMutationResult<Result, Error, void> {
  const lookAgain = useLookAgain();
  return useMutation<Result, Error, void>({ mutationFn: act, onSuccess: lookAgain });
}

/** A test, what failed once more, and whether anything is sent at all. */
export function WebhookActions({ webhook }: { readonly webhook: Webhook }): JSX.Element {
  const path = `/v1/webhooks/${webhook.id}`;
  const test = useAction(() => call('POST', `${path}/test`));
  const turn = useAction(() => call('PATCH', path, { enabled: !webhook.enabled }));
  const replay = useAction(async () => {
    const failed = await readPages<Delivery>(`${path}/deliveries`, { status: 'failed' });
    // one after the other: the receiver has failed before
    for (const { id } of failed) await call('POST', `${path}/deliveries/${id}/replay`);
    return failed.length;
  });
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
      <Text size="sm" role="status">
        {replay.isSuccess && (replay.data === 0 ? 'No delivery has failed.' : `Sent again: ${replay.data}.`)}
        {test.isSuccess && !replay.isSuccess && 'A test is on its way.'}
      </Text>
      <Refusal error={test.error ?? replay.error ?? turn.error} />
    </div>
  );
}
