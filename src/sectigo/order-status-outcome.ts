import { type AskFailed, type AskRefused, type AskThrottled } from './ask-outcome.js';

/** What Sectigo says has become of a certificate. */
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

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface OrderStatus {
  readonly kind: 'status';
  readonly status: CertificateState;
  /** Sectigo's words: one line, no control characters, at most 200 characters. */
  readonly text: string;
  /** Null where there is none yet, or none that can be read. */
  readonly validity: Validity | null;
}

export interface OrderStatusOptions {
  readonly signal?: AbortSignal | undefined;
}

export type OrderStatusOutcome = OrderStatus | AskRefused | AskThrottled | AskFailed;
