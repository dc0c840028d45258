import { Group, Modal } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';

interface Properties {
  readonly title: string;
  readonly onClose: () => void;
  /** Whether Esc or a click outside closes it: false if that could lose its content. */
  readonly dismissible?: boolean;
  readonly children: ReactNode;
}

/** Put together by hand: the library's own head is a second banner to who hears the page. */
export function Dialog({ title, onClose, dismissible = true, children }: Properties): JSX.Element {
  return (
    <Modal.Root
      opened
      onClose={onClose}
      lockScroll={false}
      closeOnClickOutside={dismissible}
      closeOnEscape={dismissible}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" p="md" pb="xs">
          <Modal.Title component="h2" fw={650}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label="Close the dialog" />
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
