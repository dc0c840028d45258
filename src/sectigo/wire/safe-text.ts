import { type SectigoCredentials } from './credentials.js';
import { passwordMask } from './login-mask.js';
import { keptText, sanitiseText } from './reply-text.js';

/** Text of Sectigo made fit to be shown and stored: one line, at most 500 characters, and nothing that we log in with. */
export type SafeText = (text: string | null) => string | null;

/** All of Sectigo's text leaves this folder through here. */
export interface Censor {
  readonly line: SafeText;
  /** A whole reply with its lines, cut where it is long. */
  readonly whole: SafeText;
  /** A reply that is still to be read: a password that would fall apart into fields of it has to go before. */
  readonly body: (body: Uint8Array) => Uint8Array;
}

/** For what a censor has seen already. */
export const CENSOR_OF_KEPT: Censor = {
  line: sanitiseText,
  whole: (text) => (text === null ? null : keptText(text)),
  body: (body) => body,
};

export function censorOf({ proof }: SectigoCredentials): Censor {
  const password = proof.kind === 'password' ? proof.loginPassword : null;
  const mask = password === null ? (text: string) => text : maskOf(password);
  return {
    line: (text) => (text === null ? null : sanitiseText(mask(text))),
    whole: (text) => (text === null ? null : keptText(maskedBeginning(text, mask))),
    body: (body) =>
      password?.includes('&') === true
        ? Buffer.from(mask(Buffer.from(body).toString('latin1')), 'latin1')
        : body,
  };
}

/** Longer than what is kept, and all that is masked: that takes a second for each million of odd characters. */
const MOST_MASKED = 128 * 1024;
/** Longer than a password in any encoding: a cut may leave the half of one, which no pattern knows. */
const CUT_PASSWORD = 16 * 1024;

function maskedBeginning(text: string, mask: (text: string) => string): string {
  return text.length <= MOST_MASKED ? mask(text) : mask(text.slice(0, MOST_MASKED)).slice(0, -CUT_PASSWORD);
}

/** The pattern of a long password takes milliseconds to make, and passwords seldom change. */
let known: { readonly password: string; readonly mask: (text: string) => string } | undefined;

function maskOf(password: string): (text: string) => string {
  if (known?.password !== password) known = { password, mask: passwordMask(password) };
  return known.mask;
}
