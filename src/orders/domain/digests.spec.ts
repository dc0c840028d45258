import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORDER_DETAILS } from '../../../test/factories/order-details.js';
import { certificateDigest, meaningDigest, requestDigest } from './digests.js';
import { type OrderDetails } from './order-details.js';

const DETAILS: OrderDetails = { ...ORDER_DETAILS, provisioning: { method: 'token', offerType: 22 } };

/** The same document with the members of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, turned(member)] as const);
  return Object.fromEntries(entries.reverse());
}

// through JSON and back, as -0 does not survive it
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('the digest of a request', () => {
  it('is the SHA-256 of the document with its names sorted', () => {
    const sha256 = '43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777';
    expect(requestDigest({ b: 2, a: 1 })).toBe(sha256);
  });

  it('knows no order of names and no white space', () => {
    fc.assert(
      fc.property(json, fc.nat({ max: 8 }), (document, blanks) => {
        const spread = JSON.parse(JSON.stringify(turned(document), null, blanks)) as unknown;
        expect(requestDigest(spread)).toBe(requestDigest(document));
      }),
    );
  });

  it('differs for documents that differ', () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const isSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(requestDigest(one) === requestDigest(other)).toBe(isSame);
      }),
    );
  });

  it.each([
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['null and nothing', { a: null }, {}],
    ['null and a word', { a: null }, { a: 'null' }],
    ['an empty object and an empty list', { a: {} }, { a: [] }],
    ['a list in another order', { a: [1, 2] }, { a: [2, 1] }],
    ['capital letters', { a: 'US' }, { a: 'us' }],
    ['blanks in a value', { a: 'a b' }, { a: 'a  b' }],
    ['é as one character and as two', { a: '\u00e9' }, { a: 'e\u0301' }],
    ['a member at another depth', { a: { b: 1 } }, { a: {}, b: 1 }],
    ['a member named like a part of Object', { constructor: 1 }, {}],
  ])('tells apart %s', (_, one, other) => {
    expect(requestDigest(one)).not.toBe(requestDigest(other));
  });
});

describe.each([
  ['as it is written', certificateDigest],
  ['by its meaning', meaningDigest],
])('the digest of a certificate %s', (_kind, digest) => {
  it.each<[string, Partial<OrderDetails>]>([
    ['reference', { reference: 'PO-4711' }],
    ['metadata', { metadata: { costCentre: '42' } }],
    ['notifications', { notifications: { issuanceEmail: null, language: 'de' } }],
  ])('does not know the %s', (_, notes) => {
    expect(digest({ ...DETAILS, ...notes })).toBe(digest(DETAILS));
  });

  it.each<[string, Partial<OrderDetails>]>([
    ['certificateType', { certificateType: 'individual' }],
    ['validityDays', { validityDays: 366 }],
    ['provisioning', { provisioning: { method: 'token', offerType: 23 } }],
    ['organization', { organization: { ...DETAILS.organization, unit: 'Marketing' } }],
    ['applicant', { applicant: { ...DETAILS.applicant, lastName: 'Roe' } }],
    ['validation', { validation: { customerValidated: true } }],
    ['test', { test: true }],
  ])('knows the %s', (_, changed) => {
    expect(digest({ ...DETAILS, ...changed })).not.toBe(digest(DETAILS));
  });

  it('knows no order of names', () => {
    expect(digest(turned(DETAILS) as OrderDetails)).toBe(digest(DETAILS));
  });
});

/** Names and members as a list, sorted by name. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
  return {
    members: Object.entries(value)
      .sort(byName)
      .map(([name, member]) => [name, sorted(member)]),
  };
}
