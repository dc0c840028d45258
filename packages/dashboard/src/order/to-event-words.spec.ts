import { describe, expect, it } from '@jest/globals';
import { toEventWords } from './to-event-words';

const ENDS = '2027-11-23T09:00:00.000Z';

describe('what happened, in words', () => {
  it.each([
    ['order.placed', {}, 'Placed'],
    ['order.outcome-unknown', {}, 'Outcome unknown'],
    ['order.revocation-refused', { problem: 'gateway-defect' }, 'Revocation refused'],
    ['certificate.issued', { certificateStatus: 'issued' }, 'Certificate issued'],
    ['certificate.revoked', { certificateStatus: 'revoked' }, 'Certificate revoked'],
    [
      'certificate.updated',
      { certificateStatus: 'awaiting-brand-validation' },
      'Certificate updated: awaiting brand validation',
    ],
    ['certificate.expiring', { daysLeft: 14 }, 'Certificate expires in 14 days'],
    ['certificate.expiring', { daysLeft: 1 }, 'Certificate expires in 1 day'],
  ])('%s %j is “%s”', (type, data, title) => expect(toEventWords(type, data).title).toBe(title));

  it('tells of a certificate what Sectigo says, when it ends, and in what it is not as ordered', () => {
    const data = {
      status: 'placed',
      certificateStatus: 'issued',
      statusDescription: 'Valid',
      expiresAt: ENDS,
      mismatches: ['organization', 'key'],
    };
    expect(toEventWords('certificate.issued', data).details).toEqual([
      { name: 'Sectigo says', value: 'Valid' },
      { name: 'Expires', value: ENDS, time: true },
      { name: 'Not as ordered', value: 'organization, key' },
    ]);
  });

  it('tells of a certificate that is gone no end', () => {
    const data = { certificateStatus: 'revoked', expiresAt: ENDS };
    expect(toEventWords('certificate.revoked', data).details).toEqual([]);
  });

  it('tells of an order all but its status', () => {
    expect(toEventWords('order.failed', { status: 'failed', note: 'No.', attempts: 2 }).details).toEqual([
      { name: 'Note', value: 'No.' },
      { name: 'Attempts', value: '2' },
    ]);
  });
});
