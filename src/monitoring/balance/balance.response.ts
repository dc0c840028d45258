import { ApiProperty } from '@nestjs/swagger';
import { type KnownBalance } from './balance.repository.js';

export class BalanceResponse {
  @ApiProperty({ example: 'USD', description: 'ISO 4217, as Sectigo gives it.' })
  currency!: string;
  @ApiProperty({ example: '1234.50', description: 'What the account has left; below zero where it owes.' })
  available!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '5000.00',
    description: "Sectigo's hard credit limit; null where it gives none.",
  })
  creditLimit!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When Sectigo said so.' })
  fetchedAt!: string;
  @ApiProperty({ description: 'Whether it is less than `BALANCE_ALERT_BELOW`; false where that is not set.' })
  low!: boolean;
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
