import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ReceiverCheck } from './receivers/receiver-check.js';
import { ReceiverRules } from './receivers/receiver-rules.js';
import { resolveLocalHost, resolvePublicHost } from './receivers/resolve-host.js';

/** Where webhooks may lead; the same at registration and at every delivery. */
@Module({
  providers: [
    {
      provide: ReceiverCheck,
      inject: [Config],
      useFactory: (config: Config) =>
        new ReceiverCheck(
          config.webhookAllowPrivate ? resolveLocalHost : resolvePublicHost,
          new ReceiverRules(config),
        ),
    },
  ],
  exports: [ReceiverCheck],
})
export class ReceiverCheckModule {}
