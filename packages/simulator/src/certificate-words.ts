import { type CertificateState, type CertificateStatus } from './certificates.js';

/** What a push says of a certificate. */
export interface PushWords {
  readonly status: string;
  readonly statusCode: number;
  readonly statusDesc: string;
}

/** The published codes of pushes. 9, an issued certificate that was not collected, is sent by hand only. */
const PUBLISHED: Readonly<Record<Exclude<CertificateState, 'pending'>, Omit<PushWords, 'statusDesc'>>> = {
  failed: { status: 'failed', statusCode: 3 },
  issued: { status: 'issued', statusCode: 6 },
  rejected: { status: 'rejected', statusCode: 7 },
  revoked: { status: 'revoked', statusCode: 8 },
  'awaiting-brand-validation': { status: 'awaitingbrandvalidation', statusCode: 12 },
  replaced: { status: 'replaced', statusCode: 14 },
};

/** Null: there is no push that says so. */
export function pushWordsOf(status: CertificateStatus): PushWords | null {
  return status.state === 'pending' ? null : { ...PUBLISHED[status.state], statusDesc: wordsOf(status) };
}

/** The words for people: those of a push, and the state of a new order. */
export function wordsOf({ state, reason }: CertificateStatus): string {
  switch (state) {
    case 'pending':
      return 'Awaiting Validation';
    case 'awaiting-brand-validation':
      return 'Awaiting Validation (Brand)';
    case 'issued':
      return 'Valid';
    case 'rejected':
      return `Rejected: ${reason || 'no reason given'}`;
    case 'revoked':
      return 'Revoked';
    case 'replaced':
      return 'Replaced';
    case 'failed':
      return `PRE-SIGN FAILED: ${reason || 'no reason given'}`;
  }
}
