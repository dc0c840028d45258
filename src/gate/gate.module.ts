import { Module } from '@nestjs/common';
import { LoginPermitRepository } from './login-permit.repository.js';
import { SubmissionBreaker } from './submission-breaker.query.js';
import { SubmissionGateRepository } from './submission-gate.repository.js';

@Module({
  providers: [LoginPermitRepository, SubmissionBreaker, SubmissionGateRepository],
  exports: [LoginPermitRepository, SubmissionBreaker, SubmissionGateRepository],
})
export class GateModule {}
