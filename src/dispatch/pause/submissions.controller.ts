import { Body, Controller, Post } from '@nestjs/common';
import { Answers, Api, Operation } from '../../http/openapi/operation.js';
import { Flag, OneOf, Text, Time } from '../../http/openapi/property.js';
import { type Actor, Caller } from '../../access/principal.js';
import { text } from '../../http/validation/field-rules.js';
import { Field } from '../../http/validation/fields.js';
import { GATE_CLOSERS } from '../../gate/gate-closer.js';
import { SubmissionGateRepository } from '../../gate/submission-gate.repository.js';
import { SubmissionRelay } from '../../orders/queue/submission.relay.js';

class PauseDto {
  @Field(text({ max: 500 }), 'Why, for other operators.', 'Sectigo maintenance until noon') reason!: string;
}

class GateResponse {
  @Flag('Nothing is sent to Sectigo; orders are still accepted.') paused!: boolean;
  @Text.orNull('Why it is paused.', 'Sectigo maintenance until noon') reason!: string | null;
  @OneOf.orNull(
    GATE_CLOSERS,
    'Who paused it: an operator, Sectigo by refusing the account, or the proxy by refusing the gateway.',
    'operator',
  )
  pausedBy!: string | null;
  @Time.orNull('Since when it is paused.') pausedAt!: string | null;
}

@Api('Operations', 'ops:write')
@Controller('v1/ops/submissions')
export class SubmissionsController {
  constructor(
    private readonly gate: SubmissionGateRepository,
    private readonly relay: SubmissionRelay,
  ) {}

  @Operation(
    'Send nothing to Sectigo until resumed',
    'Orders are still accepted, and attempts under way finish.',
  )
  @Answers(200, 'Sending is paused for every worker.', GateResponse)
  @Post('pause')
  async pauseSubmissions(@Caller() by: Actor, @Body() { reason }: PauseDto): Promise<GateResponse> {
    await this.gate.close(reason, by);
    return this.state();
  }

  @Operation(
    'Send orders again',
    'Ends a pause, whether an operator, Sectigo or the proxy began it. Held orders go first.',
  )
  @Answers(200, 'Sending goes on.', GateResponse)
  @Post('resume')
  async resumeSubmissions(@Caller() by: Actor): Promise<GateResponse> {
    this.relay.handOverFirst(await this.gate.open(by));
    return this.state();
  }

  private async state(): Promise<GateResponse> {
    const gate = await this.gate.state();
    return {
      paused: gate !== null && gate.closedAt !== null,
      reason: gate?.reason ?? null,
      pausedBy: gate?.closedBy ?? null,
      pausedAt: gate?.closedAt?.toISOString() ?? null,
    };
  }
}
