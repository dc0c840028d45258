/** Why a certificate is revoked, as revocation lists number it. */
export const REVOCATION_REASONS = {
  0: 'Unspecified',
  1: 'Key compromise: the key is stolen, lost or known to others',
  3: 'Affiliation changed',
  4: 'Superseded by another certificate',
  5: 'Cessation of operation: no longer needed',
} as const;
