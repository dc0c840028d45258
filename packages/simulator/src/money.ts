/** Amounts are whole cents inside and decimal strings with two places outside. */
export function centsOf(amount: string): number | null {
  const match = /^(\d{1,12})\.(\d{2})$/.exec(amount);
  return match === null ? null : Number(`${match[1]}${match[2]}`);
}

export function amountOf(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
