import { Logger } from '@nestjs/common';
import * as oidc from 'openid-client';
import { type OidcSettings } from '../../config/config.js';
import { type Person } from '../operator-sessions.repository.js';
import { type OperatorRole } from '../permissions.js';
import { personIn, roleOfPerson } from './role-of-person.js';

const WITHIN_SECONDS = 5;

/** What a browser keeps between leaving for the provider and coming back: worth nothing to anybody else. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignedIn {
  readonly person: Person;
  /** Null: the provider knows the person, and gave no role here. */
  readonly role: OperatorRole | null;
}

/** Why nobody came in. */
export type SignInFailure = 'unavailable' | 'failed';

/** Where people sign in as themselves (OpenID Connect, code flow with PKCE). Nothing of a token goes into a log. */
export class IdentityProvider {
  private readonly logger = new Logger(IdentityProvider.name);
  private discovered: oidc.Configuration | null = null;

  constructor(private readonly settings: OidcSettings) {}

  /** Where to send the browser. */
  async begin(redirectUri: string): Promise<{ url: string; pending: PendingSignIn } | SignInFailure> {
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    try {
      const url = oidc.buildAuthorizationUrl(await this.configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, pending };
    } catch (error) {
      return this.failureOf(error);
    }
  }

  /** Who came back: `url` is the whole address of the callback, with the code. */
  async finish(url: URL, { state, nonce, verifier }: PendingSignIn): Promise<SignedIn | SignInFailure> {
    try {
      const tokens = await oidc.authorizationCodeGrant(await this.configuration(), url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
      });
      const claims = tokens.claims() ?? {};
      const person = personIn(claims);
      return person ? { person, role: roleOfPerson(claims, this.settings) } : 'failed';
    } catch (error) {
      return this.failureOf(error);
    }
  }

  /** Asked for with the first sign-in, so that the gateway starts without the provider. */
  private async configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    this.discovered ??= await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: WITHIN_SECONDS,
      // the configuration lets http be on the loopback interface alone
      ...(issuer.startsWith('http:') && { execute: [oidc.allowInsecureRequests] }),
    });
    return this.discovered;
  }

  /** The code of an error names its kind; what is beside it may be a token. */
  private failureOf(error: unknown): SignInFailure {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'none';
    const answered =
      error instanceof oidc.ResponseBodyError ||
      error instanceof oidc.AuthorizationResponseError ||
      (code.startsWith('OAUTH_') && code !== 'OAUTH_TIMEOUT' && code !== 'OAUTH_RESPONSE_IS_NOT_CONFORM');
    this.logger.warn(`a sign-in at the identity provider did not succeed (${code})`);
    return answered ? 'failed' : 'unavailable';
  }
}
