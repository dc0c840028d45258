import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { hashSecret, isSameSecret } from '../../access/api-key.js';
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

/** Whether a push is Sectigo's: by its address first, so that nobody else can try passwords. Unless configured, none is. */
@Injectable()
export class PushAccess implements CanActivate {
  private readonly credentialsHash: string | null;
  private readonly allowed: NetworkList | null;

  constructor(@Inject(PUSH_ACCESS) settings: PushAccessSettings | null) {
    this.credentialsHash = settings && hashSecret(`${settings.user}:${settings.password}`);
    this.allowed = settings && settings.allowedIps.length > 0 ? new NetworkList(settings.allowedIps) : null;
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { ip, headers } = http.getRequest<FastifyRequest>();
    if (this.allowed !== null && !isAmong(ip, this.allowed)) throw new GatewayError('forbidden');
    if (!this.mayPush(headers.authorization)) {
      void http.getResponse<FastifyReply>().header('www-authenticate', REALM);
      throw new GatewayError('unauthenticated', {
        detail: 'The user or the password is not the one agreed on.',
      });
    }
    return true;
  }

  private mayPush(authorization: string | undefined): boolean {
    const encoded = BASIC.exec(authorization ?? '')?.[1];
    if (encoded === undefined || this.credentialsHash === null) return false;
    return isSameSecret(Buffer.from(encoded, 'base64').toString('utf8'), this.credentialsHash);
  }
}

function isAmong(ip: string, list: NetworkList): boolean {
  const address = parseAddress(ip);
  return address !== null && list.has(address);
}
