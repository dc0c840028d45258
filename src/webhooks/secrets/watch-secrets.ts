import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.js';
import { Keyring, PLAIN } from './keyring.js';
import { type KeyUse, StoredSecretsRepository } from './stored-secrets.repository.js';

/**
 * Says which secrets this process cannot read. It stops nothing: orders need no webhook, and deliveries that cannot be signed
 * wait for the key.
 */
@Injectable()
export class WatchSecrets implements OnApplicationBootstrap {
  private readonly logger = new Logger(WatchSecrets.name);

  constructor(
    private readonly stored: StoredSecretsRepository,
    private readonly keyring: Keyring,
    { registry }: Metrics,
  ) {
    const unreadable = async (): Promise<number> =>
      (await stored.countByKey())
        .filter(({ keyId }) => !this.canRead(keyId))
        .reduce((sum, { webhooks }) => sum + webhooks, 0);
    new Gauge({
      name: 'gateway_webhook_secrets_unreadable',
      help: 'Webhooks whose secret this process cannot read: their deliveries wait.',
      registers: [registry],
      async collect() {
        this.set(await unreadable().catch(() => Number.NaN));
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.keyring.currentId === PLAIN)
      this.logger.warn('ENCRYPTION_KEY is not set: webhook secrets are stored unencrypted');
    try {
      for (const use of await this.stored.countByKey()) this.tell(use);
    } catch (error) {
      this.logger.warn({ err: error }, 'the encryption of webhook secrets could not be checked');
    }
  }

  private tell({ keyId, webhooks }: KeyUse): void {
    if (!this.canRead(keyId))
      this.logger.error(
        { keyId, webhooks },
        'webhook secrets cannot be read: their deliveries wait until ENCRYPTION_KEY has this key',
      );
    else if (keyId !== this.keyring.currentId)
      this.logger.warn(
        { keyId: keyId === PLAIN ? null : keyId, webhooks },
        'webhook secrets are not encrypted with the first key: run sectigo-gateway rotate-encryption-key',
      );
  }

  private canRead(keyId: string): boolean {
    return this.keyring.readableIds.includes(keyId);
  }
}
