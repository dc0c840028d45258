import { type ErrorRow } from './error-row.js';

/**
 * A code that answers other commands or products. It has no business with a document-signing order: should it come all
 * the same, its meaning is not known, and the order is held for an operator.
 */
const elsewhere = (code: number, message: string | null, description: string, where: string): ErrorRow => ({
  row: null,
  code,
  message,
  description,
  problem: 'sectigo-error-unrecognised',
  note: `Seen with ${where}, not with document-signing orders.`,
});

/**
 * The 13 codes that were seen elsewhere. Two of them are rows of the page with another meaning: -18 (already refunded,
 * SiteLock) and -35 (expired, revocation); for an order the page counts.
 */
export const OTHER_ERRORS = [
  {
    row: null,
    code: -42,
    message: 'Call limit reached, please try again later.',
    description: 'Call limit of the account reached.',
    problem: 'sectigo-rate-limited',
    note: 'From the SiteLock page of the same endpoint, which paraphrases the message.',
  },
  {
    row: null,
    code: -160,
    message: 'General error',
    description: 'Unspecified failure.',
    problem: 'outcome-unknown',
    note: 'From the mark certificates page of the same endpoint. It says nothing of whether an order exists.',
  },
  elsewhere(
    -20,
    'The certificate request has been rejected!',
    'The order is dead.',
    'collect, status, revoke and refund',
  ),
  elsewhere(
    -21,
    'The certificate has been revoked!',
    'The certificate has been revoked.',
    'collect and revoke',
  ),
  elsewhere(
    -22,
    'Still awaiting payment!',
    'The order is not paid.',
    'collect, as a client of the CCM interface has it',
  ),
  elsewhere(-23, null, 'The certificate is being issued (the old form of -26).', 'revoke'),
  elsewhere(-26, null, 'The certificate is being issued.', 'collect and revoke'),
  elsewhere(-76, null, 'The SiteLock account of the partner is not activated.', 'SiteLock orders'),
  elsewhere(-121, null, 'A lower add-on, or outside the renewal period.', 'SiteLock orders'),
  elsewhere(-122, null, 'The domain or the account exists already.', 'SiteLock orders'),
  elsewhere(-124, null, 'A bundle needs an SSL certificate.', 'SiteLock orders'),
] as const satisfies readonly ErrorRow[];
