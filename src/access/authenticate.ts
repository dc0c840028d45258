import { Inject, Injectable } from '@nestjs/common';
import { Config, type RunningConfig } from '../config/config.js';
import { Clock } from '../shared/clock.js';
import { GatewayError } from '../shared/gateway-error.js';
import { type Id } from '../shared/ids.js';
import { hashSecret, isSameSecret, parseApiKey } from './api-key.js';
import { CallersRepository } from './callers.repository.js';
import { FailedLogins } from './failed-logins.js';
import { operator, type Principal } from './principal.js';
import { looksLikeToken, personOf, roleOf, subjectOf } from './token-claims.js';
import { type TokenVerifier } from './token-verifier.js';

/** A `TokenVerifier`, where an identity provider is configured. */
export const TOKENS = Symbol('tokens');

const OPERATOR_KEY = 'operator-key';
/** Says which claim counts, and not what it says: that may be a person's name. */
const NO_CLIENT =
  'The token is valid, but its subject (client_id, else azp, else sub) belongs to no client that may call. An operator can ' +
  'enter it as jwtSubject of your client.';
const BEARER = /^Bearer +(\S+)$/i;

/**
 * Finds out who calls. What is shown is always looked at, so whoever has a valid key gets in whatever others do; only what
 * is not valid is counted. Nobody guesses a key: it is long, compared in constant time, and looking it up costs little.
 */
@Injectable()
export class Authenticate {
  private readonly operatorKeyHash: string;
  private readonly failedLogins: FailedLogins;

  constructor(
    private readonly callers: CallersRepository,
    @Inject(Config) { operatorKey }: Pick<RunningConfig, 'operatorKey'>,
    clock: Clock,
    /** Absent: only our own keys are taken. */
    @Inject(TOKENS) private readonly tokens?: TokenVerifier,
  ) {
    this.operatorKeyHash = hashSecret(operatorKey);
    this.failedLogins = new FailedLogins(clock);
  }

  /**
   * Throws `unauthenticated` for anything that is neither a usable key nor a token that holds, or instead of it
   * `authentication-throttled` when too many came from this address.
   */
  async byAuthorization(header: string | undefined, address: string): Promise<Principal> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (token === undefined) throw new GatewayError('unauthenticated');
    return (await this.principalOf(token)) ?? this.refuse(address);
  }

  /** Throws as `byAuthorization` does for anything but the operator key: people do not sign in with a service's. */
  byOperatorKey(key: string, address: string): void {
    if (!isSameSecret(key, this.operatorKeyHash)) this.refuse(address);
  }

  private async principalOf(token: string): Promise<Principal | undefined> {
    if (isSameSecret(token, this.operatorKeyHash)) return operator('admin', OPERATOR_KEY);
    if (this.tokens !== undefined && looksLikeToken(token)) return this.byToken(token, this.tokens);
    const key = parseApiKey(token);
    return key && this.byKey(key);
  }

  private async byKey({ id, secret }: { id: Id<'key'>; secret: string }): Promise<Principal | undefined> {
    const caller = await this.callers.byKey(id);
    if (!caller || !isSameSecret(secret, caller.secretHash)) return undefined;
    if (caller.unnoted) this.callers.noteUse(id);
    return { role: 'client', clientId: caller.clientId, limited: caller.limited, credential: id };
  }

  private async byToken(token: string, tokens: TokenVerifier): Promise<Principal | undefined> {
    const claims = await tokens.verify(token);
    if (!claims) return undefined;
    const role = roleOf(claims);
    if (role === null) throw new GatewayError('forbidden', { detail: 'The token has no scope of this API.' });
    if (role !== 'client') return operator(role, `token:${personOf(claims) ?? ''}`);
    const subject = subjectOf(claims);
    const caller = subject === null ? undefined : await this.callers.byTokenSubject(subject);
    if (!caller) throw new GatewayError('unauthenticated', { detail: NO_CLIENT });
    return { role, clientId: caller.clientId, limited: caller.limited, credential: `token:${subject}` };
  }

  private refuse(address: string): never {
    this.failedLogins.failed(address);
    throw new GatewayError('unauthenticated');
  }
}
