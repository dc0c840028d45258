import { type JSX } from 'react';
import { useSummary } from '../api/use-summary';
import { amount } from './format';

/** Of the account at Sectigo; nothing until Sectigo has named it. */
export function useCurrency(): string {
  return useSummary().data?.balance?.currency ?? '';
}

/** An amount in the account's currency; the two stay in one line. */
export function Money({ value }: { readonly value: string }): JSX.Element {
  const currency = useCurrency();
  return (
    <span className="whole">
      {amount(value)}
      {currency !== '' && ` ${currency}`}
    </span>
  );
}
