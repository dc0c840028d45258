import { Controller, Get } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Answers, Operation, Api } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { balanceOf, BalanceResponse } from './balance.response.js';
import { CurrentBalance } from './current-balance.js';

@Api('Operations', 'ops:read')
@Controller('v1/ops')
export class BalanceController {
  constructor(
    private readonly balance: CurrentBalance,
    private readonly config: Config,
  ) {}

  @Operation(
    'What the account has left at Sectigo',
    'Sectigo is asked at most every five minutes. If it cannot be asked, this is the last known balance: see ' +
      '`fetchedAt`.',
  )
  @Answers(200, 'The balance.', BalanceResponse)
  @ApiProblems('balance-unavailable')
  @Get('balance')
  async getBalance(): Promise<BalanceResponse> {
    return balanceOf(await this.balance.read(), this.config.balanceAlertBelow);
  }
}
