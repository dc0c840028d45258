import { Button, Group, Stack } from '@mantine/core';
import { type JSX, useState } from 'react';
import { call } from '../api/request';
import { type Client } from '../api/types';
import { Dialog } from '../parts/dialog';
import { inAudit } from '../parts/news';
import { Refusal } from '../parts/states';
import { onSubmit } from '../parts/submit';
import { useAction } from '../parts/use-action';
import { limitsOf, LimitsFields } from './limits-fields';

interface Properties {
  readonly client: Client;
  readonly onClose: () => void;
}

export function LimitsDialog({ client, onClose }: Properties): JSX.Element {
  const [limits, setLimits] = useState({
    ordersPerHour: client.limits.ordersPerHour?.toString() ?? '',
    spendPerDay: client.limits.spendPerDay ?? '',
  });
  const change = useAction(
    () => call('PATCH', `/v1/clients/${client.id}`, { limits: limitsOf(limits) }),
    () => ({ text: `The limits of ${client.name} are changed.`, link: inAudit(client.id) }),
  );
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
