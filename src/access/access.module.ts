import { Global, Module } from '@nestjs/common';
import { AdmitRequests } from './admit-requests.js';
import { Authenticate } from './authenticate.js';
import { CallersRepository } from './callers.repository.js';
import { IdentifyCaller } from './identify-caller.js';
import { OperatorSessions } from './operator-session.js';
import { OperatorSessionsRepository } from './operator-sessions.repository.js';
import { LimitCalls } from './rates/limit-calls.js';

@Global()
@Module({
  providers: [
    CallersRepository,
    Authenticate,
    OperatorSessionsRepository,
    OperatorSessions,
    IdentifyCaller,
    LimitCalls,
    AdmitRequests,
  ],
  exports: [AdmitRequests, Authenticate, IdentifyCaller, OperatorSessions],
})
export class AccessModule {}
