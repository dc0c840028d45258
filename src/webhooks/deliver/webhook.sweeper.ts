import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { DeliveryRepository } from './delivery.repository.js';
import { WebhookRelay } from './webhook.relay.js';

const SWEEP_EVERY_MS = 1_000;
const BATCH = 500;

/** Hands over the webhooks for which a further try is due, and those whose job was lost: the one clock of all retries. */
@Injectable()
export class WebhookSweeper implements OnModuleDestroy {
  private readonly task = new PeriodicTask('due deliveries', SWEEP_EVERY_MS, () => this.sweep());

  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly relay: WebhookRelay,
  ) {}

  start(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  private async sweep(): Promise<void> {
    this.relay.handOver(...(await this.deliveries.findDue(BATCH)));
  }
}
