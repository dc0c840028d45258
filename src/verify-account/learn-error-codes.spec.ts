import { describe, expect, it } from '@jest/globals';
import { learntFrom } from './learn-error-codes.js';

const answered = (errorCode: number, message: string | null): Parameters<typeof learntFrom>[0] => ({
  kind: 'unknown',
  reason: 'error-code',
  errorCode,
  message,
  detail: '',
  exchange: {
    httpStatus: 200,
    durationMs: 1,
    requestDigest: null,
    replyDigest: null,
    rawReply: null,
    rawReplyFramed: null,
  },
});
const EMAIL = { row: 25, about: /e-?mail/i };

describe('the number of a refusal', () => {
  it.each([
    ['the words of the row that was provoked', -70, 'The email address is invalid!', { code: -70, row: 25 }],
    [
      'the words of another row',
      -73,
      "The 'x' argument is not applicable to this order!",
      { code: -73, row: 28 },
    ],
    ['words about what was provoked that no row has', -70, 'Bad e-mail!', { code: -70, row: 25 }],
    [
      'words that nearly belong to two rows',
      -71,
      'The order must include a Document Signing certificate!',
      { code: -71, row: 26 },
    ],
    ['words about something else', -70, 'Something is wrong!', null],
    [
      'words that leave it open whether there is an order',
      -99,
      'Timeout: the email address may be pending',
      null,
    ],
    ['no words', -70, null, null],
    ['a number that is published', -4, "The value of the 'email address' argument is invalid!", null],
    ['words that several rows share', -101, 'Tier1 account failed', null],
  ])('is learnt from %s', (_what, code, message, learnt) => {
    expect(learntFrom(answered(code, message), EMAIL)).toEqual(learnt);
  });
});
