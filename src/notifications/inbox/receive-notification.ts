import { Injectable } from '@nestjs/common';
import { type PushedField, readPushNotification } from '../../sectigo/index.js';
import { canonicalJson, sha256 } from '../../shared/canonical-json.js';
import { InboxRepository } from './inbox.repository.js';

/** Postgres cannot store it, in text or JSON. */
const NUL = /\0/g;

/**
 * Stores a push as it came, before anybody judges it. The same content again, in whatever order, is the same push; only
 * the order of values of one name counts, because the first of them does.
 */
@Injectable()
export class ReceiveNotification {
  constructor(private readonly inbox: InboxRepository) {}

  async execute(pushed: readonly PushedField[]): Promise<void> {
    const fields = pushed.map(([name, value]) => [name.replace(NUL, ''), value.replace(NUL, '')] as const);
    const byName = fields
      .map((field) => ({ name: field[0].toLowerCase(), field }))
      .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
    const digest = sha256(canonicalJson(byName.map(({ field }) => field)));
    await this.inbox.store({ digest, fields, orderNumber: readPushNotification(fields).orderNumber });
  }
}
