import { Inject, Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Doorkeeper } from '../../access/route-marks.js';
import { SecretDoor } from '../../access/secret-door.js';
import { UNGUESSABLE_LENGTH } from '../../config/find-warnings.js';
import { SystemClock } from '../../shared/clock.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { NetworkList, parseAddress } from '../../shared/ip-address.js';

export interface PushAccessSettings {
  readonly user: string;
  readonly password: string;
  /** Addresses and networks; empty: any. */
  readonly allowedIps: readonly string[];
}

export const PUSH_ACCESS = Symbol('push access');

const BASIC = /^Basic +([A-Za-z0-9+/=]+)$/i;
const REALM = 'Basic realm="sectigo-notifications", charset="UTF-8"';

/** Whether a push is Sectigo's: by its address first, where addresses are named, then by its password. Unless configured, none is. */
@Injectable()
export class PushAccess implements Doorkeeper {
  private readonly door: SecretDoor | null;
  private readonly allowed: NetworkList | null;

  constructor(@Inject(PUSH_ACCESS) settings: PushAccessSettings | null) {
    this.door = settings && doorOf(settings);
    this.allowed = settings && settings.allowedIps.length > 0 ? new NetworkList(settings.allowedIps) : null;
  }

  admit({ ip, headers }: FastifyRequest, reply: FastifyReply): void {
    if (this.allowed !== null && !isAmong(ip, this.allowed)) throw new GatewayError('forbidden');
    if (this.mayPush(headers.authorization, ip)) return;
    void reply.header('www-authenticate', REALM);
    throw new GatewayError('unauthenticated', {
      detail: 'The user or the password is not the one agreed on.',
    });
  }

  private mayPush(authorization: string | undefined, ip: string): boolean {
    const encoded = BASIC.exec(authorization ?? '')?.[1];
    if (encoded === undefined || this.door === null) return false;
    return this.door.opens(Buffer.from(encoded, 'base64').toString('utf8'), ip);
  }
}

function doorOf({ user, password }: PushAccessSettings): SecretDoor {
  const isGuessable = password.length < UNGUESSABLE_LENGTH;
  return new SecretDoor(`${user}:${password}`, isGuessable, new SystemClock());
}

function isAmong(ip: string, list: NetworkList): boolean {
  const address = parseAddress(ip);
  return address !== null && list.has(address);
}
