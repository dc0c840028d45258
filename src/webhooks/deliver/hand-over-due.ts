import { Injectable } from '@nestjs/common';
import { DeliveryRepository } from './delivery.repository.js';
import { WebhookRelay } from './webhook.relay.js';

const BATCH = 500;

/** Hands over the webhooks for which a further try is due, and those whose job was lost: the one clock of all retries. */
@Injectable()
export class HandOverDue {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly relay: WebhookRelay,
  ) {}

  async execute(): Promise<void> {
    this.relay.handOver(...(await this.deliveries.findDue(BATCH)));
  }
}
