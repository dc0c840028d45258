import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Operation, Api } from '../../http/openapi/operation.js';
import { SpendQuery } from './spend.query.js';
import { MonthSpendResponse, SpendQueryDto } from './spend.response.js';

@Api('Operations', 'ops:read')
@Controller('v1/ops')
export class SpendController {
  constructor(private readonly spend: SpendQuery) {}

  @Operation(
    'What a month cost, by day, client and product',
    'What Sectigo charged for orders, by the day on which it placed them, in the currency of `GET ' +
      '/v1/ops/balance`. Test orders are not billed. Refunds are not known, so an order counts even if its ' +
      'certificate is rejected or revoked.',
  )
  @Answers(200, 'What was spent.', MonthSpendResponse)
  @Get('spend')
  async getSpend(@Query() { month }: SpendQueryDto): Promise<MonthSpendResponse> {
    return this.spend.ofMonth(month ?? null);
  }
}
