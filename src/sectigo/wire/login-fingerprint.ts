import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type SectigoCredentials } from './credentials.js';

const derive = promisify<string, string, number, Buffer>(scrypt);
const BYTES = 2;

/**
 * Tells one set of credentials from the next. Four hex digits of a slow hash: enough to notice a new password, and of
 * no use for guessing it, because one password in 65,536 has the same.
 */
export class LoginFingerprint {
  private known: { readonly credentials: string; readonly fingerprint: Promise<string> } | undefined;

  /** Hashes only when the credentials are others than the last time. */
  of({ loginName, proof }: SectigoCredentials): Promise<string> {
    const secret = proof.kind === 'password' ? proof.loginPassword : proof.certificatePem;
    const credentials = JSON.stringify([loginName, proof.kind, secret]);
    if (this.known?.credentials !== credentials) {
      const fingerprint = derive(secret, loginName, BYTES).then((hash) => hash.toString('hex'));
      this.known = { credentials, fingerprint };
    }
    return this.known.fingerprint;
  }
}
