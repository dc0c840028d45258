import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { type JSX } from 'react';
import { Dialog } from './dialog';

interface Properties {
  readonly title: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** A secret that the gateway shows this once. */
export function NewSecret({ title, secret, onClose }: Properties): JSX.Element {
  return (
    <Dialog onClose={onClose} title={title} dismissible={false}>
      <Stack>
        <Text size="sm">It is shown only once. Hand it over now, over a secure channel.</Text>
        <Code block className="break">
          {secret}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
