/** Where a certificate stands, in our words; `unrecognised` is never guessed at, its text tells. */
export type CertificateState =
  | 'pending'
  | 'awaiting-brand-validation'
  | 'issued'
  | 'rejected'
  | 'revoked'
  | 'replaced'
  | 'failed'
  | 'unrecognised';
