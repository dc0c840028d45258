import { Flag, Text, Time } from '../../http/openapi/property.js';
import { type KnownBalance } from './balance.repository.js';

export class BalanceResponse {
  @Text('ISO 4217, as Sectigo states it.', 'USD') currency!: string;
  @Text('What the account has left; below zero if it owes money.', '1234.50') available!: string;
  @Text.orNull("Sectigo's hard credit limit; null if it states none.", '5000.00')
  creditLimit!: string | null;
  @Time('When Sectigo stated it.') fetchedAt!: string;
  @Flag('Whether it is less than `BALANCE_ALERT_BELOW`; false if that is not set.') low!: boolean;
}

export function balanceOf(balance: KnownBalance, alertBelow: string | undefined): BalanceResponse {
  const { currency, available, creditLimit, fetchedAt } = balance;
  return {
    currency,
    available,
    creditLimit,
    fetchedAt: fetchedAt.toISOString(),
    low: isLow(available, alertBelow),
  };
}

/** Both have two decimals and few enough digits that a double tells any two of them apart. */
export function isLow(available: string, alertBelow: string | undefined): boolean {
  return alertBelow !== undefined && Number(available) < Number(alertBelow);
}
