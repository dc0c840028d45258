/** States of a push. */
export const PUSH_STATES = [
  'received',
  'waiting',
  'applied',
  'superseded',
  'unusable',
  'unmatched',
  'unreadable',
] as const;

/** What may be wrong with one, also with one that is applied. */
export const PUSH_REASONS = [
  'body-unreadable',
  'order-number-absent',
  'status-absent',
  'status-unrecognised',
  'certificate-unreadable',
  'issuer-unreadable',
  'another-certificate',
] as const;

export type PushReason = (typeof PUSH_REASONS)[number];
