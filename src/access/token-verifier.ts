import { Logger } from '@nestjs/common';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import { type JwtSettings } from '../config/config.js';
import { GatewayError } from '../shared/gateway-error.js';
import { type TokenClaims } from './token-claims.js';

/** A shared secret would let whoever checks tokens make them. */
const ASYMMETRIC = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const CLOCK_TOLERANCE_SECONDS = 5;
const FETCH_WITHIN_MS = 3_000;
/** A key that the provider withdraws is believed for so long. */
const KEYS_KEPT_MS = 600_000;
/** Unknown key ids, which anybody can send, let the keys be fetched no more often than this; a new key waits as long. */
const FETCH_EVERY_MS = 5_000;
/** After a failure nobody waits for the provider for so long. */
const PAUSE_AFTER_FAILURE_MS = 5_000;

/** Checks tokens of the configured identity provider. Nothing of a token goes into a log or an error. */
export class TokenVerifier {
  private readonly logger = new Logger(TokenVerifier.name);
  private readonly keys: JWTVerifyGetKey;
  private pausedUntil = 0;

  constructor(private readonly settings: JwtSettings) {
    this.keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
      timeoutDuration: FETCH_WITHIN_MS,
      cacheMaxAge: KEYS_KEPT_MS,
      cooldownDuration: FETCH_EVERY_MS,
      [customFetch]: this.fetchKeys,
    });
  }

  /** The claims of a token that holds now, else null. Throws `authentication-unavailable` when nobody can tell. */
  async verify(token: string): Promise<TokenClaims | null> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keyOf, {
        issuer,
        audience,
        algorithms: ASYMMETRIC,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      return null;
    }
  }

  /** A token that names no key of the provider is wrong; when there are no keys, nobody can tell. */
  private readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    try {
      return await this.keys(header, token);
    } catch (error) {
      if (isFaultOfToken(error)) throw error;
      if (Date.now() >= this.pausedUntil) {
        this.pausedUntil = Date.now() + PAUSE_AFTER_FAILURE_MS;
        this.logger.error('the keys of the identity provider cannot be fetched');
      }
      throw new GatewayError('authentication-unavailable', { retryAfterMs: PAUSE_AFTER_FAILURE_MS });
    }
  };

  private readonly fetchKeys: FetchImplementation = async (url, options) => {
    if (Date.now() < this.pausedUntil) throw new Error('the last try has just failed');
    return fetch(url, options);
  };
}

function isFaultOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
