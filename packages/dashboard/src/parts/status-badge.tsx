import { type JSX } from 'react';
import { words } from './format';

/** The status of an order, a delivery or a webhook: its words, and a colour beside them. */
export function StatusBadge({ status }: { readonly status: string }): JSX.Element {
  return (
    <span className="status" data-status={status}>
      {words(status)}
    </span>
  );
}
