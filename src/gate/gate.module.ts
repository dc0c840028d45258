import { Module } from '@nestjs/common';
import { SubmissionBreaker } from './submission-breaker.query.js';
import { SubmissionGateRepository } from './submission-gate.repository.js';

@Module({
  providers: [SubmissionBreaker, SubmissionGateRepository],
  exports: [SubmissionBreaker, SubmissionGateRepository],
})
export class GateModule {}
