import { Controller, Get, Query } from '@nestjs/common';
import { Answers, Operation, Api } from '../../http/openapi/operation.js';
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

@Api('Operations', 'ops:read')
@Controller('v1/ops')
export class SummaryController {
  constructor(
    private readonly summary: Summary,
    private readonly activity: ActivityQuery,
  ) {}

  @Operation(
    'The current state of orders, queue, Sectigo and money',
    'For all processes together. Counts and states are at most two seconds old.',
  )
  @Answers(200, 'The current state.', SummaryResponse)
  @Get('summary')
  async getSummary(): Promise<SummaryResponse> {
    return this.summary.read();
  }

  @Operation(
    'Outcomes of orders over time',
    'Counts of events in buckets of 5 minutes to a day. A shorter time gets finer buckets.',
  )
  @Answers(200, 'Buckets, oldest first.', ActivityResponse)
  @Get('activity')
  async getActivity(@Query() { hours }: ActivityRequest): Promise<ActivityResponse> {
    return this.activity.overHours(hours);
  }
}
