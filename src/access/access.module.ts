import { type DynamicModule, Global, Module } from '@nestjs/common';
import { type RunningConfig } from '../config/config.js';
import { type Connection, PRODUCER_CONNECTION, QUEUE_PREFIX } from '../platform/queues/queues.module.js';
import { SystemClock } from '../shared/clock.js';
import { AdmitRequests } from './admit-requests.js';
import { Authenticate } from './authenticate.js';
import { CallersRepository } from './callers.repository.js';
import { FailedLogins } from './failed-logins.js';
import { IdentifyCaller } from './identify-caller.js';
import { OperatorSessions } from './operator-session.js';
import { OperatorSessionsRepository } from './operator-sessions.repository.js';
import { LimitCalls } from './rates/limit-calls.js';
import { RequestRates } from './rates/request-rates.js';
import { SharedBuckets } from './rates/shared-buckets.js';
import { TokenVerifier } from './token-verifier.js';

const nowMs = (): number => performance.now();

@Global()
@Module({})
export class AccessModule {
  static forRoot({
    operatorKey,
    jwt,
    callsPerMinute,
  }: Pick<RunningConfig, 'operatorKey' | 'jwt' | 'callsPerMinute'>): DynamicModule {
    return {
      module: AccessModule,
      providers: [
        CallersRepository,
        {
          provide: Authenticate,
          inject: [CallersRepository],
          useFactory: (callers: CallersRepository) =>
            new Authenticate(
              callers,
              new FailedLogins(new SystemClock()),
              jwt && new TokenVerifier(jwt),
              operatorKey,
            ),
        },
        OperatorSessionsRepository,
        {
          provide: OperatorSessions,
          inject: [OperatorSessionsRepository],
          useFactory: (rows: OperatorSessionsRepository) => new OperatorSessions(operatorKey, rows),
        },
        IdentifyCaller,
        {
          provide: LimitCalls,
          inject: [PRODUCER_CONNECTION, QUEUE_PREFIX],
          useFactory: ({ redis }: Connection, prefix: string) =>
            new LimitCalls(new RequestRates(new SharedBuckets(redis, prefix, nowMs), nowMs), callsPerMinute),
        },
        AdmitRequests,
      ],
      exports: [AdmitRequests, Authenticate, IdentifyCaller, OperatorSessions],
    };
  }
}
