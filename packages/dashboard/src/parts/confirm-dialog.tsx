import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type UseMutationResult } from '@tanstack/react-query';
import { type JSX, type ReactNode, useState } from 'react';
import { Dialog } from './dialog';
import { Refusal } from './states';
import { onSubmit } from './submit';

interface Properties {
  readonly title: string;
  readonly text: ReactNode;
  /** What must be typed before the button works. */
  readonly phrase: string;
  readonly button: string;
  readonly action: UseMutationResult<unknown, Error, void>;
  readonly onClose: () => void;
  /** False if the caller shows the result. */
  readonly closesWhenDone?: boolean;
  /** False while what `children` ask for is missing. */
  readonly isComplete?: boolean;
  /** Pointers of the fields among `children` that show their own errors. */
  readonly fields?: readonly string[];
  readonly children?: ReactNode;
}

/** For what cannot be undone or costs money: nothing happens until the phrase is typed. */
export function ConfirmDialog(properties: Properties): JSX.Element {
  const { title, text, phrase, button, action, onClose, children } = properties;
  const { closesWhenDone = true, isComplete = true, fields = [] } = properties;
  const [typed, setTyped] = useState('');
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={onSubmit(() => action.mutate(undefined, closesWhenDone ? { onSuccess: onClose } : {}))}>
        <Stack>
          <Text size="sm">{text}</Text>
          {children}
          <TextInput
            label={`Type “${phrase}” to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus={children === undefined || undefined}
          />
          <Refusal error={action.error} shown={fields} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button
              type="submit"
              color="red"
              loading={action.isPending}
              disabled={typed.trim().toLowerCase() !== phrase.toLowerCase() || !isComplete}
            >
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
