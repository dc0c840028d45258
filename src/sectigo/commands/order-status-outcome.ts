import { type AskFailed, type AskRefused, type AskThrottled } from './ask-outcome.js';
import { type CertificateState } from '../tables/certificate-state.js';

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
