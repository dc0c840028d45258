import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { Authenticate } from './authenticate.js';

@Global()
@Module({})
export class AccessModule {
  static forRoot(operatorKey: string): DynamicModule {
    return {
      module: AccessModule,
      providers: [
        ApiKeysRepository,
        {
          provide: Authenticate,
          inject: [ApiKeysRepository],
          useFactory: (keys: ApiKeysRepository) => new Authenticate(keys, operatorKey),
        },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [Authenticate],
    };
  }
}
