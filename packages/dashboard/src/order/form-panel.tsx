import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { get } from '../api/request';
import { type OrderForm } from '../api/types';
import { Facts } from '../parts/facts';
import { Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';

/** The form that Sectigo gets for the order; loaded when it is opened. */
export function FormPanel({ orderId }: { readonly orderId: string }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const form = useQuery({
    queryKey: ['order', orderId, 'form'],
    queryFn: () => get<OrderForm>(`/v1/orders/${encodeURIComponent(orderId)}/form`),
    enabled: isOpen,
  });
  return (
    <Section title="Form for Sectigo">
      <details className="unfolding" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Show the form (password masked)</summary>
        {form.isError && <ErrorState error={form.error} onRetry={() => void form.refetch()} />}
        {isOpen && form.isPending && <LoadingState lines={8} />}
        {form.data && (
          <Facts
            facts={Object.entries(form.data.sectigoForm).map(([name, value]) => [
              name,
              <span key={name} className="mono break">
                {value}
              </span>,
            ])}
          />
        )}
      </details>
    </Section>
  );
}
