import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { AdmitRequests } from './admit-requests.js';
import { Authenticate, TOKENS } from './authenticate.js';
import { CallersRepository } from './callers.repository.js';
import { IdentifyCaller } from './identify-caller.js';
import { OperatorSessions } from './operator-session.js';
import { OperatorSessionsRepository } from './operator-sessions.repository.js';
import { LimitCalls } from './rates/limit-calls.js';

@Global()
@Module({
  providers: [
    CallersRepository,
    {
      provide: TOKENS,
      inject: [Config],
      useFactory: async ({ jwt }: Config) =>
        jwt && new (await import('./token-verifier.js')).TokenVerifier(jwt),
    },
    Authenticate,
    OperatorSessionsRepository,
    OperatorSessions,
    IdentifyCaller,
    LimitCalls,
    AdmitRequests,
  ],
  exports: [AdmitRequests, Authenticate, IdentifyCaller, OperatorSessions, OperatorSessionsRepository],
})
export class AccessModule {}
