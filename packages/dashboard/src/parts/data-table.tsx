import { Table } from '@mantine/core';
import { type JSX, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';

export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface Properties<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The page of a row, which a click anywhere in it opens; the row needs a link to it as well. */
  readonly pageOf?: (row: Row) => string;
  readonly isCompact?: boolean;
}

/** A table on wide screens; on narrow ones each row is a card, and each cell carries its column's name. */
export function DataTable<Row>(properties: Properties<Row>): JSX.Element {
  const { label, columns, rows, keyOf, pageOf, isCompact = false } = properties;
  const [, goTo] = useLocation();
  return (
    <div className="sideways" tabIndex={0} role="group" aria-label={label}>
      <Table
        className="data-table"
        aria-label={label}
        verticalSpacing={isCompact ? 3 : 'sm'}
        data-compact={isCompact}
        horizontalSpacing="md"
        highlightOnHover
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ name, isNumber }) => (
              <Table.Th key={name} data-name={name} data-number={isNumber}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody onKeyDown={pageOf && moveAlong}>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)} {...(pageOf && opening(() => goTo(pageOf(row))))}>
              {columns.map(({ name, cell, isNumber }) => (
                <Cell key={name} name={name} isNumber={isNumber} value={cell(row)} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A click opens the row, but not one that chooses text or is meant for a link or button in it. */
function opening(open: () => void): {
  readonly className: string;
  readonly onClick: (event: MouseEvent) => void;
} {
  const onClick = ({ target, ctrlKey, metaKey }: MouseEvent): void => {
    const isTaken =
      target instanceof Element && target.closest('a, button, summary, details, input') !== null;
    const isChoosing = (getSelection()?.toString() ?? '') !== '';
    if (!isTaken && !isChoosing && !ctrlKey && !metaKey) open();
  };
  return { className: 'opens', onClick };
}

/** From the link of one row to that of the next. */
function moveAlong(event: KeyboardEvent): void {
  const { key, target } = event;
  if (!(target instanceof HTMLAnchorElement) || (key !== 'ArrowDown' && key !== 'ArrowUp')) return;
  const row = target.closest('tr');
  const next = key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  event.preventDefault();
  next?.querySelector('a')?.focus();
}

interface CellProperties {
  readonly name: string;
  readonly isNumber: boolean | undefined;
  readonly value: ReactNode;
}

/** A cell without a value is a dash, and is left out of a card. */
function Cell({ name, isNumber, value }: CellProperties): JSX.Element {
  const isEmpty = value === null || value === undefined || value === '';
  return (
    <Table.Td data-label={name} data-number={isNumber} data-empty={isEmpty}>
      {isEmpty ? '–' : value}
    </Table.Td>
  );
}
