import { Injectable } from '@nestjs/common';
import { type Principal, visibleClientId } from '../../access/principal.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { isId } from '../../shared/ids.js';
import { type WebhookRow, WebhooksRepository } from './webhooks.repository.js';

/** One webhook that the caller may see; somebody else's is as absent as one that never was. */
@Injectable()
export class FindWebhook {
  constructor(private readonly webhooks: WebhooksRepository) {}

  async execute(caller: Principal, id: string): Promise<WebhookRow> {
    const found = isId('whk', id) ? await this.webhooks.find(id, visibleClientId(caller)) : null;
    if (!found) throw new GatewayError('not-found', { detail: 'There is no such webhook.' });
    return found;
  }
}
