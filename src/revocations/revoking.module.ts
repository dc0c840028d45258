import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module.js';
import { RevocationAttemptRepository } from './revocation-attempt.repository.js';
import { RevocationSettings } from './revocation-settings.js';
import { RevocationSweeper } from './revocation.sweeper.js';
import { RevokeDue } from './revoke-due.js';

/** What a worker process does for revocations. */
@Module({})
export class RevokingModule implements OnApplicationBootstrap {
  constructor(private readonly sweeper: RevocationSweeper) {}

  static forRoot(settings: RevocationSettings): DynamicModule {
    return {
      module: RevokingModule,
      imports: [OutboxModule],
      providers: [
        { provide: RevocationSettings, useValue: settings },
        RevocationAttemptRepository,
        RevokeDue,
        RevocationSweeper,
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }
}
