import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { call } from '../api/request';
import { type NewClient } from '../api/types';
import { Dialog } from '../parts/dialog';
import { NewSecret } from '../parts/new-secret';
import { Refusal } from '../parts/states';
import { onSubmit } from '../parts/submit';
import { useAction } from '../parts/use-action';
import { limitsOf, LimitsFields } from './limits-fields';

const MAX_NAME = 100;

export function NewClientDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [name, setName] = useState('');
  const [limits, setLimits] = useState({ ordersPerHour: '', spendPerDay: '' });
  const make = useAction(() =>
    call<NewClient>('POST', '/v1/clients', { name: name.trim(), limits: limitsOf(limits) }),
  );
  if (make.data)
    return <NewSecret title={`The key of ${make.data.name}`} secret={make.data.key} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title="New client">
      <form onSubmit={onSubmit(() => make.mutate())}>
        <Stack>
          <TextInput
            label="Name"
            value={name}
            maxLength={MAX_NAME}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            data-autofocus
          />
          <LimitsFields value={limits} onChange={setLimits} />
          <Refusal error={make.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
              Make it
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
