import { describe, expect, it } from '@jest/globals';
import { ORDER_DETAILS } from '../../../test/factories/order-details.js';
import { type OrderDetails } from './order-details.js';
import { renewedBody } from './renewed-body.js';

const DETAILS: OrderDetails = {
  ...ORDER_DETAILS,
  reference: 'PO-1',
  provisioning: { method: 'token', offerType: 22, shipping: { unit: 'Post room' } },
  metadata: { costCentre: '42', project: 'x' },
  notifications: { issuanceEmail: 'a@example.com', language: 'en' },
};
const renewed = (wishes: unknown, details = DETAILS) =>
  renewedBody(details, wishes) as Record<string, unknown>;

describe('the body of a renewal', () => {
  it.each([undefined, {}])('is that of the earlier order without its reference: %j', (wishes) => {
    const { reference: _reference, ...rest } = DETAILS;
    expect(renewed(wishes)).toEqual(rest);
  });

  it('has what is wished, member by member', () => {
    const wishes = {
      reference: 'PO-2',
      applicant: { firstName: 'Mary' },
      organization: { address: { city: 'Oslo' } },
      metadata: { costCentre: '43' },
    };
    expect(renewed(wishes)).toMatchObject({
      reference: 'PO-2',
      applicant: { ...DETAILS.applicant, firstName: 'Mary' },
      organization: {
        name: DETAILS.organization.name,
        address: { ...DETAILS.organization.address, city: 'Oslo' },
      },
      metadata: { costCentre: '43', project: 'x' },
    });
  });

  it('says null where null was wished, and has no note that null removes', () => {
    const wishes = {
      metadata: { project: null, issuanceEmail: null },
      notifications: { issuanceEmail: null, language: null },
      validation: null,
      colour: null,
    };
    expect(renewed(wishes)).toMatchObject({ ...wishes, metadata: { costCentre: '42' } });
    expect(Object.keys(renewed(wishes)['metadata'] as object)).toEqual(['costCentre']);
    expect(renewed({ metadata: null })['metadata']).toBeNull();
  });

  it('takes a provisioning as a whole', () => {
    expect(renewed({ provisioning: { method: 'deferred' } })['provisioning']).toEqual({ method: 'deferred' });
    expect(renewed({ provisioning: { offerType: 23 } })['provisioning']).toEqual({ offerType: 23 });
    expect(renewed({ provisioning: null })['provisioning']).toBeNull();
  });

  it('takes over no key', () => {
    const provisioning = { method: 'remote', hsmType: 'YUBIKEY', csr: 'csr', keyAttestation: 'x' } as const;
    expect(renewed({}, { ...DETAILS, provisioning })['provisioning']).toBeUndefined();
    expect(renewed({ provisioning }, { ...DETAILS, provisioning })['provisioning']).toEqual(provisioning);
  });

  it('is whatever came where that is no object', () => {
    for (const wishes of [null, [], 'text', 7]) expect(renewed(wishes)).toEqual(wishes);
  });

  it('cannot get members by way of a prototype', () => {
    const wishes: unknown = JSON.parse(
      '{"__proto__":{"allowDuplicate":true},"applicant":{"__proto__":{"x":1}}}',
    );
    const body = renewed(wishes) as { allowDuplicate?: boolean; applicant: { x?: number } };
    expect([body.allowDuplicate, body.applicant.x]).toEqual([undefined, undefined]);
  });
});
