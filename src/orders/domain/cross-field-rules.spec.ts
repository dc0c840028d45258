import { describe, expect, it } from '@jest/globals';
import { provisioningFaults, type ProvisioningInput } from './cross-field-rules.js';

/** `pointer code` of each fault, sorted; pointers without the part that all share. */
function faultsOf(provisioning: ProvisioningInput): string[] {
  const faults = provisioningFaults(provisioning);
  expect(faults.every(({ pointer }) => pointer.startsWith('/provisioning/'))).toBe(true);
  expect(faults.every(({ detail }) => /^(is required|does not belong)/.test(detail))).toBe(true);
  return faults.map(({ pointer, code }) => `${pointer.replace('/provisioning/', '')} ${code}`).sort();
}

const HSM = { hsmType: 'LUNA', keyAttestation: 'YWJj', csr: 'MIH9' };
const ADDRESS = { city: 'Rotterdam', stateOrProvince: 'ZH', postalCode: '3011 AA', country: 'NL' };
const CONTACT = { firstName: 'Jana', lastName: 'Doe', email: 'jana@example.com', phone: '+31 10 1' };
const SHIPPING = { address: ADDRESS, contact: CONTACT };
const without = (value: object, name: string): object => ({ ...value, [name]: undefined });

describe('the method remote', () => {
  it('needs hsmType, keyAttestation and csr', () => {
    expect(faultsOf({ method: 'remote', ...HSM })).toEqual([]);
    expect(faultsOf({ method: 'remote' })).toEqual([
      'csr required',
      'hsmType required',
      'keyAttestation required',
    ]);
  });

  it.each(['hsmType', 'keyAttestation', 'csr'])('needs %s', (name) => {
    expect(faultsOf({ method: 'remote', ...HSM, [name]: undefined })).toEqual([`${name} required`]);
    expect(faultsOf({ method: 'remote', ...HSM, [name]: null })).toEqual([`${name} required`]);
  });

  it.each<[string, object]>([
    ['offerType', { offerType: 22 }],
    ['shipping', { shipping: {} }],
  ])('has no %s', (name, token) => {
    expect(faultsOf({ method: 'remote', ...HSM, ...token })).toEqual([`${name} argument-not-applicable`]);
  });

  it('takes null for absent', () => {
    expect(faultsOf({ method: 'remote', ...HSM, offerType: null, shipping: null })).toEqual([]);
  });
});

describe('the method deferred', () => {
  it('has nothing else', () => {
    expect(faultsOf({ method: 'deferred' })).toEqual([]);
    expect(faultsOf({ method: 'deferred', csr: null, offerType: null, shipping: null })).toEqual([]);
    expect(faultsOf({ method: 'deferred', ...HSM, offerType: 22, shipping: SHIPPING })).toEqual([
      'csr argument-not-applicable',
      'hsmType argument-not-applicable',
      'keyAttestation argument-not-applicable',
      'offerType argument-not-applicable',
      'shipping argument-not-applicable',
    ]);
  });
});

describe('the method token', () => {
  it.each<[string, Omit<ProvisioningInput, 'method'>]>([
    ['nothing', {}],
    ['an offer alone', { offerType: 22 }],
    ['no shipping', { offerType: 22, shipping: null }],
    ['shipping without a word', { offerType: 22, shipping: {} }],
    ['a name to deliver to', { offerType: 22, shipping: { organizationName: 'ABC', unit: 'Goods in' } }],
    ['a contact without an address', { offerType: 22, shipping: { contact: { firstName: 'Jana' } } }],
    ['an address of nulls', { offerType: 22, shipping: { address: { city: null, line1: undefined } } }],
    ['address and contact', { offerType: 22, shipping: SHIPPING }],
    ['an offer of zero', { offerType: 0, shipping: SHIPPING }],
  ])('may have %s', (_, members) => {
    expect(faultsOf({ method: 'token', ...members })).toEqual([]);
  });

  it.each(['hsmType', 'keyAttestation', 'csr'])('has no %s', (name) => {
    expect(faultsOf({ method: 'token', [name]: 'x' })).toEqual([`${name} argument-not-applicable`]);
  });

  it('needs an offer with any shipping', () => {
    expect(faultsOf({ method: 'token', shipping: {} })).toEqual(['offerType required']);
    expect(faultsOf({ method: 'token', shipping: SHIPPING, offerType: null })).toEqual([
      'offerType required',
    ]);
  });

  it.each(Object.keys(ADDRESS))('needs %s in an address', (name) => {
    const shipping = { ...SHIPPING, address: without(ADDRESS, name) };
    expect(faultsOf({ method: 'token', offerType: 22, shipping })).toEqual([
      `shipping/address/${name} required`,
    ]);
  });

  it.each(Object.keys(CONTACT))('needs %s of a contact with an address', (name) => {
    const shipping = { ...SHIPPING, contact: without(CONTACT, name) };
    expect(faultsOf({ method: 'token', offerType: 22, shipping })).toEqual([
      `shipping/contact/${name} required`,
    ]);
  });

  it('with one line of an address needs all the rest, and tells of every fault', () => {
    const shipping = { address: { line3: 'Ramp B' }, contact: null };
    expect(faultsOf({ method: 'token', csr: 'MIH9', shipping })).toEqual([
      'csr argument-not-applicable',
      'offerType required',
      'shipping/address/city required',
      'shipping/address/country required',
      'shipping/address/postalCode required',
      'shipping/address/stateOrProvince required',
      'shipping/contact/email required',
      'shipping/contact/firstName required',
      'shipping/contact/lastName required',
      'shipping/contact/phone required',
    ]);
  });
});
