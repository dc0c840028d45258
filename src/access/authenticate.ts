import { Injectable } from '@nestjs/common';
import { GatewayError } from '../shared/gateway-error.js';
import { type Id } from '../shared/ids.js';
import { hashSecret, isSameSecret, parseApiKey } from './api-key.js';
import { CallersRepository } from './callers.repository.js';
import { type FailedLogins, type LoginAttempt } from './failed-logins.js';
import { networkOf } from './network-of.js';
import { operator, type Principal } from './principal.js';
import { personOf, roleOf, subjectOf } from './token-claims.js';
import { looksLikeToken, type TokenVerifier } from './token-verifier.js';

const OPERATOR_KEY = 'operator-key';
const BEARER = /^Bearer +(\S+)$/i;

/** Finds out who calls. The operator key of the configuration is compared by hash, like every other key. */
@Injectable()
export class Authenticate {
  private readonly operatorKeyHash: string;

  constructor(
    private readonly callers: CallersRepository,
    private readonly failedLogins: FailedLogins,
    /** Absent: only our own keys are taken. */
    private readonly tokens: TokenVerifier | undefined,
    operatorKey: string,
  ) {
    this.operatorKeyHash = hashSecret(operatorKey);
  }

  /**
   * Throws `unauthenticated` for anything that is neither a usable key nor a token that holds, or instead of it
   * `authentication-throttled` when too many came from this address.
   */
  async byAuthorization(header: string | undefined, address: string): Promise<Principal> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (token === undefined) throw new GatewayError('unauthenticated');
    const network = networkOf(address);
    if (this.tokens !== undefined && looksLikeToken(token)) {
      return (await this.byToken(token, this.tokens)) ?? this.refuse({ network, token });
    }
    const key = parseApiKey(token);
    const attempt = { network, token, keyId: key?.id };
    this.throttle(attempt);
    const principal = isSameSecret(token, this.operatorKeyHash)
      ? operator(OPERATOR_KEY)
      : key && (await this.byKey(key));
    if (!principal) return this.refuse(attempt);
    this.failedLogins.succeeded(attempt);
    return principal;
  }

  /** Throws as `byAuthorization` does for anything but the operator key: people do not sign in with a service's. */
  byOperatorKey(key: string, address: string): void {
    const attempt = { network: networkOf(address), token: key };
    this.throttle(attempt);
    if (!isSameSecret(key, this.operatorKeyHash)) this.refuse(attempt);
    this.failedLogins.succeeded(attempt);
  }

  private async byKey({ id, secret }: { id: Id<'key'>; secret: string }): Promise<Principal | undefined> {
    const caller = await this.callers.byKey(id);
    if (!caller || !isSameSecret(secret, caller.secretHash)) return undefined;
    return { role: 'client', clientId: caller.clientId, limited: caller.limited, credential: id };
  }

  /** Its signature costs no work of the database, so nobody else's failures stand in the way of a good one. */
  private async byToken(token: string, tokens: TokenVerifier): Promise<Principal | undefined> {
    const claims = await tokens.verify(token);
    if (!claims) return undefined;
    const role = roleOf(claims);
    if (role === null) throw new GatewayError('forbidden', { detail: 'The token has no scope of this API.' });
    if (role === 'operator') return operator(`token:${personOf(claims) ?? ''}`);
    const subject = subjectOf(claims);
    const caller = subject === null ? undefined : await this.callers.byTokenSubject(subject);
    return (
      caller && { role, clientId: caller.clientId, limited: caller.limited, credential: `token:${subject}` }
    );
  }

  private refuse(attempt: LoginAttempt): never {
    this.throttle(attempt);
    this.failedLogins.failed(attempt);
    throw new GatewayError('unauthenticated');
  }

  private throttle(attempt: LoginAttempt): void {
    const retryAfterMs = this.failedLogins.waitMs(attempt);
    if (retryAfterMs > 0) throw new GatewayError('authentication-throttled', { retryAfterMs });
  }
}
