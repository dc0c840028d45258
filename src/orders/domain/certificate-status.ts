/** Statuses of a placed order's certificate, as reported by Sectigo. */
export const CERTIFICATE_STATUSES = [
  'pending',
  'awaiting-brand-validation',
  'issued',
  'rejected',
  'revoked',
  'replaced',
  'failed',
] as const;

export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/**
 * Every status change of a certificate: only forward, so late or repeated news changes nothing. A failure
 * may be mended by Sectigo's support. A rejected one may turn out to have been revoked: we took it for not yet issued.
 */
const MOVES = {
  pending: ['awaiting-brand-validation', 'issued', 'rejected', 'revoked', 'replaced', 'failed'],
  'awaiting-brand-validation': ['issued', 'rejected', 'revoked', 'replaced', 'failed'],
  failed: ['issued', 'rejected', 'revoked', 'replaced'],
  issued: ['revoked', 'replaced'],
  replaced: ['revoked'],
  rejected: ['revoked'],
  revoked: [],
} as const satisfies Record<CertificateStatus, readonly CertificateStatus[]>;

/** The statuses from which a certificate may become this one. */
export function certificateMovesTo(to: CertificateStatus): CertificateStatus[] {
  return CERTIFICATE_STATUSES.filter((from) => (MOVES[from] as readonly CertificateStatus[]).includes(to));
}

/** Nothing is issued yet, so Sectigo's words about why may still change. */
export function isUnderWay(status: CertificateStatus): boolean {
  return status === 'pending' || status === 'awaiting-brand-validation' || status === 'failed';
}

/** How a delivered certificate may differ from the order. */
export const CERTIFICATE_MISMATCHES = ['organization', 'key', 'validity', 'chain'] as const;

export type CertificateMismatch = (typeof CERTIFICATE_MISMATCHES)[number];
