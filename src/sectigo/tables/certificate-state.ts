/** States of a certificate according to Sectigo. */
export const CERTIFICATE_STATES = [
  'pending',
  'awaiting-brand-validation',
  'issued',
  'rejected',
  'revoked',
  'replaced',
  'failed',
  /** Words that no source has: they are for people to read, and nothing follows from them. */
  'unrecognised',
] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

type Recognised = Exclude<CertificateState, 'unrecognised'>;

/** Words of a status, in lower case and with single blanks for brackets, hyphens and the like. Sources are in README.md. */
const WORDS: Readonly<Record<string, Recognised>> = {
  pending: 'pending',
  'awaiting validation': 'pending',
  'awaiting payment': 'pending',
  awaitingbrandvalidation: 'awaiting-brand-validation',
  'awaiting validation brand': 'awaiting-brand-validation',
  'awaiting brand validation': 'awaiting-brand-validation',
  issued: 'issued',
  valid: 'issued',
  'issued but not yet collected': 'issued',
  rejected: 'rejected',
  revoked: 'revoked',
  replaced: 'replaced',
  failed: 'failed',
  'pre sign failed': 'failed',
  'post sign failed': 'failed',
};

/** These may be followed by a colon and a reason, which may say anything. */
const WITH_REASON: ReadonlySet<Recognised> = new Set(['rejected', 'revoked', 'failed']);

/** The state that these words mean beyond doubt, or null. */
export function certificateStateOf(text: string): Recognised | null {
  const [words = '', ...reason] = text.split(':');
  const key = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const state = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  return state === undefined || (reason.length > 0 && !WITH_REASON.has(state)) ? null : state;
}
