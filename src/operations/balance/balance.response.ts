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
}

export function balanceOf({ currency, available, creditLimit, fetchedAt }: KnownBalance): BalanceResponse {
  return { currency, available, creditLimit, fetchedAt: fetchedAt.toISOString() };
}
