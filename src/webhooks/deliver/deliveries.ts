import { Injectable } from '@nestjs/common';
import { type Actor, type Principal } from '../../access/principal.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { cutPage } from '../../shared/page.js';
import { parseSequenceId } from '../../shared/sequence-id.js';
import { FindWebhook } from '../subscribe/find-webhook.js';
import { type WebhookRow } from '../subscribe/webhooks.repository.js';
import {
  type DeliveryListResponse,
  type DeliveryResponse,
  type ListDeliveriesQuery,
  toDeliveryResponse,
} from './deliveries.dto.js';
import { DeliveriesQuery, type DeliveryRow } from './deliveries.query.js';
import { WebhookRelay } from './webhook.relay.js';

/** What became of the events that a webhook should get; once more, or for a test. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly findWebhook: FindWebhook,
    private readonly deliveries: DeliveriesQuery,
    private readonly relay: WebhookRelay,
  ) {}

  async list(
    caller: Principal,
    webhookId: string,
    { limit, cursor, status }: ListDeliveriesQuery,
  ): Promise<DeliveryListResponse> {
    await this.findWebhook.execute(caller, webhookId);
    const before = parseSequenceId('dlv', cursor ?? '');
    const found = await this.deliveries.list(webhookId, { status, before }, limit + 1);
    return cutPage(found, limit, toDeliveryResponse);
  }

  async replay(by: Actor, webhookId: string, id: string): Promise<DeliveryResponse> {
    const webhook = await this.findWebhook.execute(by, webhookId);
    const { seq } = await this.existing(webhookId, parseSequenceId('dlv', id));
    refuseIfDisabled(webhook);
    await this.deliveries.replay(webhookId, seq, by);
    return this.handOver(webhookId, seq);
  }

  async test(by: Actor, webhookId: string): Promise<DeliveryResponse> {
    const webhook = await this.findWebhook.execute(by, webhookId);
    refuseIfDisabled(webhook);
    return this.handOver(webhookId, await this.deliveries.addTest(webhookId, by));
  }

  private async handOver(webhookId: string, seq: bigint | undefined): Promise<DeliveryResponse> {
    const delivery = await this.existing(webhookId, seq);
    this.relay.handOver(webhookId);
    return toDeliveryResponse(delivery);
  }

  private async existing(webhookId: string, seq: bigint | undefined): Promise<DeliveryRow> {
    const found = seq === undefined ? null : await this.deliveries.find(webhookId, seq);
    if (!found) throw new GatewayError('not-found', { detail: 'There is no such delivery.' });
    return found;
  }
}

function refuseIfDisabled({ disabledAt }: WebhookRow): void {
  if (disabledAt !== null) throw new GatewayError('webhook-disabled');
}
