import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Doorkeeper } from '../../access/route-marks.js';
import { SecretDoor } from '../../access/secret-door.js';
import { Config, type NotificationAccess } from '../../config/config.js';
import { UNGUESSABLE_LENGTH } from '../../config/find-warnings.js';
import { Clock } from '../../shared/clock.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { NetworkList, parseAddress } from '../../shared/ip-address.js';

const BASIC = /^Basic +([A-Za-z0-9+/=]+)$/i;
const REALM = 'Basic realm="sectigo-notifications", charset="UTF-8"';

/** Whether a push is Sectigo's: by its address first, where addresses are named, then by its password. Unless configured, none is. */
@Injectable()
export class PushAccess implements Doorkeeper {
  private readonly door: SecretDoor | undefined;
  private readonly allowed: NetworkList | undefined;

  constructor({ notifications }: Config, clock: Clock) {
    if (!notifications) return;
    this.door = doorOf(notifications, clock);
    if (notifications.allowedIps.length > 0) this.allowed = new NetworkList(notifications.allowedIps);
  }

  admit({ ip, headers }: FastifyRequest, reply: FastifyReply): void {
    if (this.allowed && !isAmong(ip, this.allowed)) throw new GatewayError('forbidden');
    if (this.mayPush(headers.authorization, ip)) return;
    void reply.header('www-authenticate', REALM);
    throw new GatewayError('unauthenticated', {
      detail: 'The user or the password is wrong.',
    });
  }

  private mayPush(authorization: string | undefined, ip: string): boolean {
    const encoded = BASIC.exec(authorization ?? '')?.[1];
    if (encoded === undefined || !this.door) return false;
    return this.door.opens(Buffer.from(encoded, 'base64').toString('utf8'), ip);
  }
}

function doorOf({ user, password }: NotificationAccess, clock: Clock): SecretDoor {
  const isGuessable = password.length < UNGUESSABLE_LENGTH;
  return new SecretDoor(`${user}:${password}`, isGuessable, clock);
}

function isAmong(ip: string, list: NetworkList): boolean {
  const address = parseAddress(ip);
  return address !== null && list.has(address);
}
