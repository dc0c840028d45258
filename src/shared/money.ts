const CENTS = 2;

/** The sum of amounts such as `210.00`, exact: an amount of money is never a floating-point number. */
export function addMoney(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, amount) => sum + toCents(amount), 0n);
  const digits = String(cents).padStart(CENTS + 1, '0');
  return `${digits.slice(0, -CENTS)}.${digits.slice(-CENTS)}`;
}

function toCents(amount: string): bigint {
  const [, units, cents = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  if (units === undefined) throw new RangeError('not an amount of money');
  return BigInt(units + cents.padEnd(CENTS, '0'));
}
