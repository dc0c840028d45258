import { Injectable } from '@nestjs/common';
import { type Actor, type Principal, visibleClientId } from '../../access/principal.js';
import { type FieldFault, GatewayError } from '../../shared/gateway-error.js';
import { newId } from '../../shared/ids.js';
import { cutPage } from '../../shared/page.js';
import { WebhookRelay } from '../deliver/webhook.relay.js';
import { ReceiverCheck } from '../receivers/receiver-check.js';
import { newWebhookSecret } from '../receivers/signature.js';
import { Keyring } from '../secrets/keyring.js';
import { FindWebhook } from './find-webhook.js';
import {
  type CreateWebhookDto,
  toWebhookResponse,
  type UpdateWebhookDto,
  type WebhookListResponse,
  type WebhookResponse,
  type WebhookWithSecretResponse,
} from './webhooks.dto.js';
import { WebhooksRepository } from './webhooks.repository.js';

/** Each event is written once for each of them. */
const MOST_WEBHOOKS_OF_A_CLIENT = 20;

/** Who is told of what, and where. */
@Injectable()
export class Webhooks {
  constructor(
    private readonly repository: WebhooksRepository,
    private readonly findWebhook: FindWebhook,
    private readonly keyring: Keyring,
    private readonly receivers: ReceiverCheck,
    private readonly relay: WebhookRelay,
  ) {}

  async create(by: Actor, wish: CreateWebhookDto): Promise<WebhookWithSecretResponse> {
    // no name server is asked for whoever can have no more
    await this.refuseBeyondLimit(by.clientId);
    const url = await this.checkedUrl(wish.url);
    const secret = newWebhookSecret();
    const id = newId('whk');
    const wished = {
      id,
      clientId: by.clientId,
      url,
      description: wish.description ?? null,
      eventTypes: distinct(wish.eventTypes),
      secret: this.keyring.seal(secret, id),
    };
    const created = await this.repository.create(wished, MOST_WEBHOOKS_OF_A_CLIENT, by);
    if (created === null) throw new GatewayError('webhook-limit-reached');
    return { ...toWebhookResponse(created), secret };
  }

  async list(caller: Principal, limit: number, cursor?: string): Promise<WebhookListResponse> {
    const found = await this.repository.list(visibleClientId(caller), limit + 1, cursor);
    return cutPage(found, limit, toWebhookResponse);
  }

  async get(caller: Principal, id: string): Promise<WebhookResponse> {
    return toWebhookResponse(await this.findWebhook.execute(caller, id));
  }

  async update(by: Actor, id: string, wish: UpdateWebhookDto): Promise<WebhookResponse> {
    await this.findWebhook.execute(by, id);
    const change = {
      ...(typeof wish.url === 'string' && { url: await this.checkedUrl(wish.url) }),
      ...(wish.description !== undefined && { description: wish.description }),
      ...(wish.eventTypes !== undefined && { eventTypes: distinct(wish.eventTypes) }),
      ...(typeof wish.enabled === 'boolean' && { enabled: wish.enabled }),
    };
    await this.repository.change(id, change, by);
    if (wish.enabled === true) this.relay.handOver(id);
    return this.get(by, id);
  }

  async rotateSecret(by: Actor, id: string): Promise<WebhookWithSecretResponse> {
    await this.findWebhook.execute(by, id);
    const secret = newWebhookSecret();
    await this.repository.rotateSecret(id, this.keyring.seal(secret, id), by);
    return { ...(await this.get(by, id)), secret };
  }

  async delete(by: Actor, id: string): Promise<void> {
    await this.findWebhook.execute(by, id);
    await this.repository.delete(id, by);
  }

  private async refuseBeyondLimit(clientId: string): Promise<void> {
    const count = await this.repository.count(clientId);
    if (count >= MOST_WEBHOOKS_OF_A_CLIENT) throw new GatewayError('webhook-limit-reached');
  }

  private async checkedUrl(text: string): Promise<string> {
    const checked = await this.receivers.check(text);
    if (checked.ok) return checked.url.href;
    const fault: FieldFault = { pointer: '/url', ...checked.refusal };
    throw new GatewayError('validation-failed', { fields: [fault] });
  }
}

/** None means every type. A type that is named a thousand times is looked at a thousand times for every event. */
function distinct(eventTypes: readonly string[] | null = null): string[] {
  return [...new Set(eventTypes)];
}
