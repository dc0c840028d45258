import { Table } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';

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
}

/** A table on wide screens; on narrow ones each row is a card, and each cell carries its column's name. */
export function DataTable<Row>({ label, columns, rows, keyOf }: Properties<Row>): JSX.Element {
  return (
    <div className="sideways">
      <Table
        className="data-table"
        aria-label={label}
        verticalSpacing="sm"
        horizontalSpacing="md"
        highlightOnHover
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ name, isNumber }) => (
              <Table.Th key={name} data-number={isNumber}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
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
