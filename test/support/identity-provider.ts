import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

const AUDIENCE = 'sectigo-gateway';

export type Claims = Readonly<Record<string, unknown>>;

/** A stand-in for an identity provider: serves its keys and signs tokens. */
export class IdentityProvider {
  readonly issuer = 'https://issuer.example/';
  /** How often its keys were asked for. */
  fetches = 0;
  /** Instead of the keys. */
  answer: { readonly status: number; readonly body: string } | null = null;
  private keys: JWK[] = [];
  private privateKey!: CryptoKey;
  private kid = '';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<IdentityProvider> {
    const server = createServer((_request, response) => {
      provider.fetches += 1;
      const { status, body } = provider.answer ?? {
        status: 200,
        body: JSON.stringify({ keys: provider.keys }),
      };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    const provider = new IdentityProvider(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await provider.rotate('first');
    return provider;
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/jwks.json`;
  }

  get settings(): { issuer: string; audience: string; jwksUrl: string } {
    return { issuer: this.issuer, audience: AUDIENCE, jwksUrl: this.jwksUrl };
  }

  /** Another signing key; the ones before stay published. */
  async rotate(kid: string): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    this.keys = [...this.keys, { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }];
    this.privateKey = privateKey;
    this.kid = kid;
  }

  /** A token that holds for five minutes unless the claims say otherwise; undefined takes a claim out. */
  async token(claims: Claims, header: { kid?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const payload = { iss: this.issuer, aud: AUDIENCE, iat: now, exp: now + 300, ...claims };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', kid: this.kid, ...header })
      .sign(this.privateKey);
  }

  /** The keys as they are published. */
  get published(): readonly JWK[] {
    return this.keys;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
