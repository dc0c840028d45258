import { describe, expect, it } from '@jest/globals';
import { CERTIFICATE_STATUSES, certificateMovesTo, isUnderWay } from './certificate-status.js';

describe('the status of a certificate', () => {
  it.each([
    ['pending', []],
    ['awaiting-brand-validation', ['pending']],
    ['failed', ['pending', 'awaiting-brand-validation']],
    ['rejected', ['pending', 'awaiting-brand-validation', 'failed']],
    ['issued', ['pending', 'awaiting-brand-validation', 'failed']],
    ['replaced', ['pending', 'awaiting-brand-validation', 'issued', 'failed']],
    ['revoked', ['pending', 'awaiting-brand-validation', 'issued', 'rejected', 'replaced', 'failed']],
  ] as const)('becomes %s from what comes before it only', (to, from) => {
    expect(certificateMovesTo(to).sort()).toEqual([...from].sort());
  });

  it('never comes back to a status that it has left', () => {
    const reached = (from: string): string[] =>
      CERTIFICATE_STATUSES.filter((to) => certificateMovesTo(to).includes(from as never)).flatMap((to) => [
        to,
        ...reached(to),
      ]);
    for (const status of CERTIFICATE_STATUSES) expect(reached(status)).not.toContain(status);
  });

  it('has words that may change only until something is issued or refused', () => {
    expect(CERTIFICATE_STATUSES.filter(isUnderWay)).toEqual([
      'pending',
      'awaiting-brand-validation',
      'failed',
    ]);
  });
});
