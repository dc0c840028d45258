import { Kbd, Table } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { type JSX } from 'react';
import { Dialog } from '../parts/dialog';

const SHORTCUTS = [
  [['Ctrl', 'K'], 'Find anything, from anywhere'],
  [['/'], 'Search everything (not while typing in a field)'],
  [['↑', '↓'], 'In a list: previous or next row'],
  [['Enter'], 'Open the selected row'],
  [['Esc'], 'Close the dialog or search'],
  [['?'], 'This list'],
] as const;

/** The list of keyboard shortcuts, opened with `?`. */
export function Shortcuts(): JSX.Element | null {
  const [isOpen, dialog] = useDisclosure();
  useHotkeys([
    ['shift+?', dialog.open],
    ['?', dialog.open],
  ]);
  if (!isOpen) return null;
  return (
    <Dialog title="Keyboard" onClose={dialog.close}>
      <Table>
        <Table.Tbody>
          {SHORTCUTS.map(([keys, meaning]) => (
            <Table.Tr key={meaning}>
              <Table.Th scope="row">
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
