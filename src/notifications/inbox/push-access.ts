import { BlockList, isIP } from 'node:net';
import { type CanActivate, type ExecutionContext, Inject, Injectable, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { SecretDoor } from '../../access/secret-door.js';
import { SystemClock } from '../../shared/clock.js';
import { GatewayError } from '../../shared/gateway-error.js';

export interface PushAccessSettings {
  readonly user: string;
  readonly password: string;
  /** Addresses and networks; empty: any. */
  readonly allowedIps: readonly string[];
}

export const PUSH_ACCESS = Symbol('push access');

/** A shorter password may be found by trying. */
const GOOD_LENGTH = 16;

const BASIC = /^Basic +([A-Za-z0-9+/=]+)$/i;
const REALM = 'Basic realm="sectigo-notifications", charset="UTF-8"';

/** Whether a push is Sectigo's: by its address first, where addresses are named, then by its password. Unless configured, none is. */
@Injectable()
export class PushAccess implements CanActivate {
  private readonly door: SecretDoor | null;
  private readonly allowed: BlockList | null;

  constructor(@Inject(PUSH_ACCESS) settings: PushAccessSettings | null) {
    this.door = settings && doorOf(settings);
    this.allowed = settings && settings.allowedIps.length > 0 ? networks(settings.allowedIps) : null;
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { ip, headers } = http.getRequest<FastifyRequest>();
    if (this.allowed !== null && !isAmong(ip, this.allowed)) throw new GatewayError('forbidden');
    if (!this.mayPush(headers.authorization, ip)) {
      void http.getResponse<FastifyReply>().header('www-authenticate', REALM);
      throw new GatewayError('unauthenticated', {
        detail: 'The user or the password is not the one agreed on.',
      });
    }
    return true;
  }

  private mayPush(authorization: string | undefined, ip: string): boolean {
    const encoded = BASIC.exec(authorization ?? '')?.[1];
    if (encoded === undefined || this.door === null) return false;
    return this.door.opens(Buffer.from(encoded, 'base64').toString('utf8'), ip);
  }
}

function doorOf({ user, password }: PushAccessSettings): SecretDoor {
  const guessable = password.length < GOOD_LENGTH;
  if (guessable) {
    new Logger(PushAccess.name).warn(
      `NOTIFICATION_PASSWORD has fewer than ${GOOD_LENGTH} characters: it could be guessed in time`,
    );
  }
  return new SecretDoor(`${user}:${password}`, guessable, new SystemClock());
}

function networks(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isAmong(ip: string, list: BlockList): boolean {
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) !== 0 && list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
