import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { OperatorOnly } from '../../access/roles.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { WholeNumberInQuery } from '../../http/validation/fields.js';
import { ActivityQuery } from './activity.query.js';
import { Summary } from './summary.js';
import { ActivityResponse, SummaryResponse } from './summary.response.js';

const DEFAULT_HOURS = 24;
const MOST_HOURS = 90 * 24;

class ActivityRequest {
  @WholeNumberInQuery(1, MOST_HOURS, { default: DEFAULT_HOURS, description: 'How far back, in hours.' })
  hours: number = DEFAULT_HOURS;
}

@ApiTags('Operations')
@ApiBearerAuth()
@ApiProblems('forbidden')
@OperatorOnly()
@Controller('v1/ops')
export class SummaryController {
  constructor(
    private readonly summary: Summary,
    private readonly activity: ActivityQuery,
  ) {}

  @ApiOperation({
    operationId: 'getSummary',
    summary: 'How things stand: orders, queue, Sectigo, money',
    description: 'Of all processes together. Counts and states are at most two seconds old.',
  })
  @ApiResponse({ status: 200, description: 'How things stand.', type: SummaryResponse })
  @Get('summary')
  async read(): Promise<SummaryResponse> {
    return this.summary.read();
  }

  @ApiOperation({
    operationId: 'getActivity',
    summary: 'What became of orders over time',
    description:
      'Counts of events in buckets of 5 minutes to a day, the finer the shorter the time asked for.',
  })
  @ApiResponse({ status: 200, description: 'Buckets, oldest first.', type: ActivityResponse })
  @Get('activity')
  async overTime(@Query() { hours }: ActivityRequest): Promise<ActivityResponse> {
    const { stepS, buckets } = await this.activity.overHours(hours);
    return {
      stepSeconds: stepS,
      data: buckets.map(({ from, ...counts }) => ({ from: from.toISOString(), ...counts })),
    };
  }
}
