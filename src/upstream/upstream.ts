import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Config, type RunningConfig } from '../config/config.js';
import { isLoopback } from '../config/secure-url.js';

const LOOPBACK = 'loopback';

/** What tells one Sectigo from another, whatever password or certificate is in use. */
export interface UpstreamIdentity {
  readonly kind: 'simulator' | 'account';
  /** Host and path; all ports of this machine are one, because stand-ins and tunnels come back on other ones. */
  readonly address: string;
  readonly loginDigest: string;
}

/** Which Sectigo this process places orders with. */
@Injectable()
export class Upstream {
  readonly identity: UpstreamIdentity;

  constructor(@Inject(Config) { sectigo }: Pick<RunningConfig, 'sectigo'>) {
    const { simulated, url, loginName } = sectigo;
    this.identity = {
      kind: simulated === true ? 'simulator' : 'account',
      address: isLoopback(url) ? LOOPBACK : hostAndPath(url),
      loginDigest: sha256(loginName),
    };
  }

  /** Nothing that it sells is real. */
  get simulated(): boolean {
    return this.identity.kind === 'simulator';
  }
}

/** One simulator is as good as the next. */
export function isSame(one: UpstreamIdentity, other: UpstreamIdentity): boolean {
  if (one.kind === 'simulator' || other.kind === 'simulator') return one.kind === other.kind;
  return one.address === other.address && one.loginDigest === other.loginDigest;
}

export const isOnThisMachine = ({ address }: UpstreamIdentity): boolean => address === LOOPBACK;

/** What an operator repeats to confirm that one is the other under another name: good for this change alone. */
export function changeToken(from: UpstreamIdentity, to: UpstreamIdentity): string {
  return sha256(JSON.stringify([from.address, from.loginDigest, to.address, to.loginDigest])).slice(0, 8);
}

function hostAndPath(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
