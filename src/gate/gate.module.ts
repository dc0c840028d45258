import { Module } from '@nestjs/common';
import { LoginPermitRepository } from './login-permit.repository.js';
import { SectigoAccount } from './sectigo-account.js';
import { SubmissionBreaker } from './submission-breaker.query.js';
import { SubmissionGateRepository } from './submission-gate.repository.js';

@Module({
  providers: [LoginPermitRepository, SectigoAccount, SubmissionBreaker, SubmissionGateRepository],
  exports: [SectigoAccount, SubmissionBreaker, SubmissionGateRepository],
})
export class GateModule {}
