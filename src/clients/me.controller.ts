import { Controller, Get } from '@nestjs/common';
import { Caller, type Principal } from '../access/principal.js';
import { Answers, Api, Operation } from '../http/openapi/operation.js';
import { CallerResponse } from './clients.dto.js';
import { Clients } from './clients.js';

@Api('Clients', 'me:read')
@Controller('v1/me')
export class MeController {
  constructor(private readonly clients: Clients) {}

  @Operation(
    'Who you are here',
    'For every caller: the role of your key or token, your client, its limits and how much of them is used, and ' +
      'its keys without their secrets.',
  )
  @Answers(200, 'The caller.', CallerResponse)
  @Get()
  async getCaller(@Caller() caller: Principal): Promise<CallerResponse> {
    return this.clients.self(caller);
  }
}
