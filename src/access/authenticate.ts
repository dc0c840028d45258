import { Injectable } from '@nestjs/common';
import { GatewayError } from '../shared/gateway-error.js';
import { hashSecret, isSameSecret, parseApiKey } from './api-key.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { OPERATOR_CLIENT_ID, type Principal } from './principal.js';

const BEARER = /^Bearer +(\S+)$/i;
const OPERATOR: Principal = { role: 'operator', clientId: OPERATOR_CLIENT_ID };

/** Finds out who calls. The operator key of the configuration is compared by hash, like every other key. */
@Injectable()
export class Authenticate {
  private readonly operatorKeyHash: string;

  constructor(
    private readonly keys: ApiKeysRepository,
    operatorKey: string,
  ) {
    this.operatorKeyHash = hashSecret(operatorKey);
  }

  /** Throws `unauthenticated` for anything that is not a usable key. */
  async byAuthorization(header: string | undefined): Promise<Principal> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (token === undefined) throw new GatewayError('unauthenticated');
    if (isSameSecret(token, this.operatorKeyHash)) return OPERATOR;
    const key = parseApiKey(token);
    const stored = key && (await this.keys.findUsable(key.id));
    if (!key || !stored || !isSameSecret(key.secret, stored.secretHash))
      throw new GatewayError('unauthenticated');
    return { role: 'client', clientId: stored.clientId };
  }
}
