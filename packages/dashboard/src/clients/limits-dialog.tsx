import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { call } from '../api/request';
import { type Client } from '../api/types';
import { useLookAgain } from '../api/use-look-again';
import { Dialog } from '../parts/dialog';
import { Refusal } from '../parts/states';
import { onSubmit } from '../parts/submit';
import { limitsOf, LimitsFields } from './limits-fields';

interface Properties {
  readonly client: Client;
  readonly onClose: () => void;
}

export function LimitsDialog({ client, onClose }: Properties): JSX.Element {
  const lookAgain = useLookAgain();
  const [limits, setLimits] = useState({
    ordersPerHour: client.limits.ordersPerHour?.toString() ?? '',
    spendPerDay: client.limits.spendPerDay ?? '',
  });
  const change = useMutation({
    mutationFn: () => call('PATCH', `/v1/clients/${client.id}`, { limits: limitsOf(limits) }),
    onSuccess: lookAgain,
  });
  return (
    <Dialog onClose={onClose} title="Change limits">
      <form onSubmit={onSubmit(() => change.mutate(undefined, { onSuccess: onClose }))}>
        <Stack>
          <LimitsFields value={limits} onChange={setLimits} />
          <Refusal error={change.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              Change
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
