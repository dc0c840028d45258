/** Why a certificate is revoked, as revocation lists number it. */
export const REVOCATION_REASONS = {
  0: 'No particular reason',
  1: 'Its key is stolen, lost or known to others',
  3: 'The organization or the person has changed',
  4: 'Another certificate takes its place',
  5: 'It is not needed any more',
} as const;
