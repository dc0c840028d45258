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
              <Table.Td key={name} data-label={name} data-number={isNumber}>
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
