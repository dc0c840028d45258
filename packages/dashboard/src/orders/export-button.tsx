import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX } from 'react';
import { getFile, withQuery } from '../api/request';
import { save } from '../parts/save';
import { Refusal } from '../parts/states';
import { type OrderFilters } from './order-filters';

/** All orders of the list, of every page, as CSV. */
export function ExportButton({ filters }: { readonly filters: OrderFilters }): JSX.Element {
  const download = useMutation({
    mutationFn: async () => save('orders.csv', await getFile(withQuery('/v1/orders', filters), 'text/csv')),
  });
  return (
    <div>
      <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
        Export as CSV
      </Button>
      <Refusal error={download.error} />
    </div>
  );
}
