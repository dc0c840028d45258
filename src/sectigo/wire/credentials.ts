import { createSecureContext } from 'node:tls';
import { errorNameOf, type TlsMaterial } from './socket.js';
import { type FormLogin } from './form.js';

/**
 * How the gateway proves who it is, as it was set up: by the password in the form, or by a certificate and no password at
 * all. Where they come from may be empty or half written.
 */
export interface SectigoCredentials {
  readonly loginName: string;
  readonly proof:
    | { readonly kind: 'password'; readonly loginPassword: string }
    | { readonly kind: 'client-certificate'; readonly certificatePem: string; readonly keyPem: string };
}

declare const usable: unique symbol;

/** Something to show for the name: no form leaves without these, and only `useCredentials` makes them. */
export type UsableCredentials = SectigoCredentials & { readonly [usable]: true };

export type CredentialsResult =
  | { readonly kind: 'usable'; readonly credentials: UsableCredentials }
  /** `why` quotes nothing of them. */
  | { readonly kind: 'unusable'; readonly why: string };

/** Reads the credentials. An error may quote the file, so only its name is passed on. */
export async function useCredentials(
  given: () => SectigoCredentials | Promise<SectigoCredentials>,
): Promise<CredentialsResult> {
  try {
    const credentials = await given();
    const fault = faultOf(credentials);
    return fault === null
      ? { kind: 'usable', credentials: credentials as UsableCredentials }
      : { kind: 'unusable', why: fault };
  } catch (error) {
    const name = errorNameOf(error);
    return { kind: 'unusable', why: `The credentials cannot be read${name === null ? '' : ` (${name})`}.` };
  }
}

/** Nothing, or nothing that can be seen. */
const BLANK = /^[\s\p{Cc}\p{Cf}]*$/u;

function faultOf({ loginName, proof }: SectigoCredentials): string | null {
  if (BLANK.test(loginName)) return 'The login name is empty.';
  if (proof.kind === 'password') return BLANK.test(proof.loginPassword) ? 'The password is empty.' : null;
  if (BLANK.test(proof.certificatePem) || BLANK.test(proof.keyPem)) return 'The client certificate is empty.';
  try {
    createSecureContext({ cert: proof.certificatePem, key: proof.keyPem });
    return null;
  } catch {
    return 'The client certificate or its key cannot be used.';
  }
}

export function loginOf({ loginName, proof }: UsableCredentials): FormLogin {
  return { loginName, loginPassword: proof.kind === 'password' ? proof.loginPassword : null };
}

export function tlsMaterialOf({ proof }: UsableCredentials, caPem: string | null): TlsMaterial {
  return {
    ...(caPem !== null && { ca: caPem }),
    ...(proof.kind === 'client-certificate' && { cert: proof.certificatePem, key: proof.keyPem }),
  };
}
