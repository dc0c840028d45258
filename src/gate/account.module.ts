import { Module } from '@nestjs/common';
import { LoginPermitRepository } from './login-permit.repository.js';
import { SectigoAccount } from './sectigo-account.js';

/** For workers only: no other process talks to Sectigo. */
@Module({ providers: [LoginPermitRepository, SectigoAccount], exports: [SectigoAccount] })
export class AccountModule {}
