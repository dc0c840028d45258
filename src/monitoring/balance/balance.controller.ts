import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { OperatorOnly } from '../../access/roles.js';
import { Config } from '../../config/config.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { balanceOf, BalanceResponse } from './balance.response.js';
import { CurrentBalance } from './current-balance.js';

@ApiTags('Operations')
@ApiBearerAuth()
@ApiProblems('forbidden')
@OperatorOnly()
@Controller('v1/ops')
export class BalanceController {
  constructor(
    private readonly balance: CurrentBalance,
    private readonly config: Config,
  ) {}

  @ApiOperation({
    operationId: 'getBalance',
    summary: 'What the account has left at Sectigo',
    description:
      'Asked for at most every five minutes. Where Sectigo cannot be asked it is the last that is known: see `fetchedAt`.',
  })
  @ApiResponse({ status: 200, description: 'The balance.', type: BalanceResponse })
  @ApiProblems('balance-unavailable')
  @Get('balance')
  async read(): Promise<BalanceResponse> {
    return balanceOf(await this.balance.read(), this.config.balanceAlertBelow);
  }
}
