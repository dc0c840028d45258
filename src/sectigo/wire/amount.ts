const PLAIN = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]{1,18}))?$/;
const LONGEST = 40;

/** How large an amount may be, and how fine: what is larger or finer is none that could be kept as it is. */
export interface AmountRange {
  readonly unitDigits: number;
  readonly decimals: number;
}

/** A decimal string with at least two decimals, or null: what cannot be read for certain, or not be kept, is no amount. */
export function readAmount(text: string | null, { unitDigits, decimals }: AmountRange): string | null {
  if (text === null || text.length > LONGEST) return null;
  const [, sign, units, fraction = ''] = PLAIN.exec(text) ?? [];
  const fine = fraction.replace(/0+$/, '');
  if (units === undefined || units.length > unitDigits || fine.length > decimals) return null;
  return `${sign}${units}.${fine.padEnd(2, '0')}`;
}
