import { type TlsMaterial } from './connection.js';
import { type FormLogin } from './form.js';

/** How the gateway proves who it is: by the password in the form, or by a certificate and no password at all. */
export interface SectigoCredentials {
  readonly loginName: string;
  readonly proof:
    | { readonly kind: 'password'; readonly loginPassword: string }
    | { readonly kind: 'client-certificate'; readonly certificatePem: string; readonly keyPem: string };
}

export function loginOf({ loginName, proof }: SectigoCredentials): FormLogin {
  return { loginName, loginPassword: proof.kind === 'password' ? proof.loginPassword : null };
}

export function tlsMaterialOf({ proof }: SectigoCredentials, caPem: string | null): TlsMaterial {
  return proof.kind === 'password'
    ? { caPem, clientCertificatePem: null, clientKeyPem: null }
    : { caPem, clientCertificatePem: proof.certificatePem, clientKeyPem: proof.keyPem };
}
