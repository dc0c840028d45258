import { describe, expect, it } from '@jest/globals';
import { ORDER_DETAILS } from '../../../test/factories/order-details.js';
import { type OrderDetails } from './order-details.js';
import { warningsOf } from './warnings.js';

const { organization, applicant } = ORDER_DETAILS;
const warnings = (changes: Partial<OrderDetails>): [string, string][] =>
  warningsOf({ ...ORDER_DETAILS, ...changes })
    .filter(({ code }) => code.endsWith('-in-text'))
    .map(({ code, detail }) => [code, detail]);

describe('damaged text', () => {
  it.each<[string, Partial<OrderDetails>, string]>([
    [
      'question-marks-in-text',
      { organization: { ...organization, name: '???? GmbH' } },
      '/organization/name',
    ],
    [
      'html-entity-in-text',
      { organization: { ...organization, address: { ...organization.address, line1: 'A &amp; B' } } },
      '/organization/address/line1',
    ],
    ['mojibake-in-text', { applicant: { ...applicant, lastName: 'MÃ¼ller' } }, '/applicant/lastName'],
    [
      'mojibake-in-text',
      { provisioning: { method: 'token', shipping: { contact: { lastName: 'MÃ¼ller' } } } },
      '/provisioning/shipping/contact/lastName',
    ],
  ])('is told of as %s, with its place', (code, changes, pointer) => {
    expect(warnings(changes)).toEqual([[code, expect.stringContaining(`: ${pointer}.`)]]);
  });

  it('is told of once for each kind, with all its places', () => {
    const both = {
      organization: { ...organization, name: 'M??' },
      applicant: { ...applicant, lastName: 'M??' },
    };
    expect(warnings(both)).toEqual([
      ['question-marks-in-text', expect.stringContaining(': /organization/name, /applicant/lastName.')],
    ]);
  });

  it('is none in an ordinary order', () => {
    expect(warnings({})).toEqual([]);
  });
});
