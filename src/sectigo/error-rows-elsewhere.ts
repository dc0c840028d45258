import { type ErrorRow } from './error-row.js';

/** Codes of the same endpoint that only the pages of other products list. */
export const OTHER_ERRORS = [
  {
    row: null,
    code: -42,
    message: 'Call limit reached, please try again later.',
    description: 'Call limit of the account reached.',
    problem: 'sectigo-rate-limited',
    words: null,
    note: 'From the SiteLock page of the same endpoint, which paraphrases the message.',
  },
  {
    row: null,
    code: -160,
    message: 'General error',
    description: 'Unspecified failure.',
    problem: 'outcome-unknown',
    words: null,
    note: 'From the mark certificates page of the same endpoint. It says nothing of whether an order exists.',
  },
] as const satisfies readonly ErrorRow[];
