import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Keyring } from './secrets/keyring.js';
import { StoredSecretsRepository } from './secrets/stored-secrets.repository.js';
import { WatchSecrets } from './secrets/watch-secrets.js';

/** What signs webhooks, as the database keeps it; the same for API and workers. */
@Module({
  providers: [
    {
      provide: Keyring,
      inject: [Config],
      useFactory: ({ encryptionKeys }: Config) => new Keyring(encryptionKeys),
    },
    StoredSecretsRepository,
    WatchSecrets,
  ],
  exports: [Keyring],
})
export class WebhookSecretsModule {}
