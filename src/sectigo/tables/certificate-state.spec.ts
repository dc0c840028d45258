import { describe, expect, it } from '@jest/globals';
import { certificateStateOf } from './certificate-state.js';

describe('the words of a status', () => {
  it.each([
    ['Pending', 'pending'],
    ['Awaiting Validation', 'pending'],
    ['Awaiting Payment', 'pending'],
    ['Awaiting Validation (Brand)', 'awaiting-brand-validation'],
    ['awaitingbrandvalidation', 'awaiting-brand-validation'],
    ['Awaiting Brand Validation', 'awaiting-brand-validation'],
    ['issued', 'issued'],
    ['Valid', 'issued'],
    ['Issued but not yet collected', 'issued'],
    ['  ISSUED  but not-yet\tcollected. ', 'issued'],
    ['rejected', 'rejected'],
    ['Rejected: Valid', 'rejected'],
    ['revoked', 'revoked'],
    ['Revoked: key compromise: really', 'revoked'],
    ['Replaced', 'replaced'],
    ['failed', 'failed'],
    ['PRE-SIGN FAILED: CAA: Not authorized to issue', 'failed'],
    ['POST-SIGN FAILED', 'failed'],
  ])('%j mean %s', (text, state) => {
    expect(certificateStateOf(text)).toBe(state);
  });

  it.each([
    '',
    ':',
    ': Valid',
    'Not valid',
    'Invalid',
    'Valid until 2027',
    'Valid: no',
    'Issued: not yet',
    'Pending: Issued',
    'Issued 2',
    '未Issued',
    'Unrevoked',
    'Expired',
    'Pending revocation',
    'Rejected by nobody',
    '6',
    'constructor',
    '__proto__',
  ])('%j mean nothing for certain', (text) => {
    expect(certificateStateOf(text)).toBeNull();
  });
});
