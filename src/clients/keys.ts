import { Injectable } from '@nestjs/common';
import { newApiKey } from '../access/api-key.js';
import { type Actor } from '../access/principal.js';
import { type FieldFault, GatewayError } from '../shared/gateway-error.js';
import { isId } from '../shared/ids.js';
import { type AddKeyDto, type KeyResponse } from './keys.dto.js';
import { type KeyRow, KeysRepository } from './keys.repository.js';

/** Of a client that makes its keys itself; an operator may make any number. */
const MOST_OWN_KEYS = 20;
const ANY_NUMBER = 2 ** 31 - 1;

const PAST: FieldFault = { pointer: '/expiresAt', code: 'invalid-value', detail: 'must be in the future' };

/** The keys of clients: made, with a name and an end, and revoked. */
@Injectable()
export class Keys {
  constructor(private readonly repository: KeysRepository) {}

  /** For an operator. */
  add(by: Actor, clientId: string, wish: AddKeyDto): Promise<KeyResponse> {
    return this.addWithin(ANY_NUMBER, by, clientId, wish);
  }

  async revoke(by: Actor, clientId: string, id: string): Promise<void> {
    const revoked = isId('key', id) && (await this.repository.revoke(clientId, id, 0, by));
    if (!revoked) throw new GatewayError('not-found', { detail: 'There is no such key.' });
  }

  /** For a client that changes its key itself: old and new are valid until it revokes the old one. */
  addOwn(by: Actor, wish: AddKeyDto): Promise<KeyResponse> {
    return this.addWithin(MOST_OWN_KEYS, by, ownClientId(by), wish);
  }

  /** Never the key that is shown, so a client knows that its new key works; nor the last one. */
  async revokeOwn(by: Actor, id: string): Promise<void> {
    const clientId = ownClientId(by);
    if (id === by.credential) throw new GatewayError('key-in-use');
    const revoked = isId('key', id) && (await this.repository.revoke(clientId, id, 1, by));
    if (revoked) return;
    const known = isId('key', id) && (await this.repository.isUsable(clientId, id));
    throw known
      ? new GatewayError('key-in-use')
      : new GatewayError('not-found', { detail: 'There is no such key.' });
  }

  private async addWithin(most: number, by: Actor, clientId: string, wish: AddKeyDto): Promise<KeyResponse> {
    const expiresAt = typeof wish.expiresAt === 'string' ? new Date(wish.expiresAt) : null;
    // what was meant is told; when a key ends is for the database to say
    if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
      throw new GatewayError('validation-failed', { fields: [PAST] });
    }
    const key = newApiKey();
    const added = await this.repository.add(clientId, key, { name: wish.name ?? null, expiresAt }, most, by);
    if (added === null) throw new GatewayError('key-limit-reached');
    return { ...toKeyResponse(added), key: key.token };
  }
}

export function toKeyResponse({ id, name, createdAt, lastUsedAt, expiresAt }: KeyRow): KeyResponse {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}

function ownClientId({ role, clientId }: Actor): string {
  if (role === 'client') return clientId;
  throw new GatewayError('forbidden', {
    detail: 'Only clients have keys of their own. An operator names the client.',
  });
}
