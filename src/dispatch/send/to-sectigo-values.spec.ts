import { describe, expect, it } from '@jest/globals';
import { ORDER_DETAILS } from '../../../test/factories/order-details.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type ParameterName, PARAMETERS } from '../../sectigo/index.js';
import { toSectigoValues } from './to-sectigo-values.js';

const REMOTE = { method: 'remote', csr: 'MIH9', hsmType: 'LUNA', keyAttestation: 'YWJj' } as const;
const TOKEN = { method: 'token' } as const;

/** A value of our JSON and Sectigo's value for it; `with` is the provisioning that the field belongs to. */
interface Row {
  readonly field: string;
  readonly values: readonly (readonly [json: unknown, wire: string])[];
  readonly with?: OrderDetails['provisioning'];
}

const text = (field: string): Row => ({ field, values: [[`a & b + ö % ${field}`, `a & b + ö % ${field}`]] });
const flag = (field: string): Row => ({
  field,
  values: [
    [true, 'Y'],
    [false, 'N'],
  ],
});
const number = (field: string): Row => ({ field, values: [[2_147_483_647, '2147483647']] });
const shipping = (field: string): Row => ({ ...text(`provisioning.shipping.${field}`), with: TOKEN });
const remote = (field: string): Row => ({ ...text(`provisioning.${field}`), with: REMOTE });

/** Parameters not set by a single field: from the configuration, the gateway, or the order as a whole. */
const OUR_OWN = [
  'loginName',
  'loginPassword',
  'product',
  'includeIndividual',
  'SmartCardBased',
  'showCertificateState',
  'showCertificateID',
  'responseFormat',
] as const satisfies readonly ParameterName[];

/** The contract's mapping, transcribed: a row that has no entry here does not compile. */
const MAPPING: Record<Exclude<ParameterName, (typeof OUR_OWN)[number]>, Row> = {
  days: { field: 'validityDays', values: [[365, '365']] },
  offerType: { ...number('provisioning.offerType'), with: TOKEN },
  contactEmailAddress: text('validation.contactEmail'),
  isCustomerValidated: flag('validation.customerValidated'),
  organizationName: text('organization.name'),
  streetAddress1: text('organization.address.line1'),
  streetAddress2: text('organization.address.line2'),
  streetAddress3: text('organization.address.line3'),
  localityName: text('organization.address.city'),
  stateOrProvinceName: text('organization.address.stateOrProvince'),
  countryName: text('organization.address.country'),
  postalCode: text('organization.address.postalCode'),
  organizationalUnitName: text('organization.unit'),
  appRepTitle: text('applicant.jobTitle'),
  appRepForename: text('applicant.firstName'),
  appRepSurname: text('applicant.lastName'),
  appRepEmailAddress: text('applicant.email'),
  shippingOrganizationName: shipping('organizationName'),
  shippingOrganizationalUnitName: shipping('unit'),
  shippingStreetAddress1: shipping('address.line1'),
  shippingStreetAddress2: shipping('address.line2'),
  shippingStreetAddress3: shipping('address.line3'),
  shippingLocalityName: shipping('address.city'),
  shippingStateOrProvinceName: shipping('address.stateOrProvince'),
  shippingPostalCode: shipping('address.postalCode'),
  shippingCountryName: shipping('address.country'),
  shippingTitle: shipping('contact.title'),
  shippingForename: shipping('contact.firstName'),
  shippingSurname: shipping('contact.lastName'),
  shippingEmailAddress: shipping('contact.email'),
  shippingTelephone: shipping('contact.phone'),
  dunsNumber: text('organization.dunsNumber'),
  companyNumber: text('organization.registrationNumber'),
  businessCategory: {
    field: 'organization.businessCategory',
    values: [
      ['private-organization', 'b'],
      ['government-entity', 'c'],
      ['business-entity', 'd'],
    ],
  },
  emailAddress: {
    field: 'notifications.issuanceEmail',
    values: [
      ['jane@example.com', 'jane@example.com'],
      [null, 'none'],
    ],
  },
  validationEmailAddress: text('validation.customerEmail'),
  hsmType: remote('hsmType'),
  keyAttestation: remote('keyAttestation'),
  csr: remote('csr'),
  callbackMethod: {
    field: 'validation.callbackMethod',
    values: [
      ['telephone', 'T'],
      ['email', 'E'],
      ['letter', 'L'],
    ],
  },
  isAppRepValidated: flag('validation.applicantValidatedByPartner'),
  isCallbackCompleted: flag('validation.callbackCompletedByPartner'),
  test: { field: 'test', values: [[true, 'Y']] },
  languageName: text('notifications.language'),
  callbackTemplateID: number('notifications.callbackTemplateId'),
  subscriberAgreementTemplateID: number('notifications.subscriberAgreementTemplateId'),
};

type Json = Record<string, unknown>;

/** The order with one field set, where `path` leads. */
function withField(order: object, path: readonly string[], value: unknown): OrderDetails {
  const [head = '', ...rest] = path;
  const member = (order as Json)[head] ?? {};
  return { ...order, [head]: rest.length === 0 ? value : withField(member, rest, value) } as never;
}

/** The parameters that are sent for an order. */
function sentFor(order: OrderDetails): Json {
  return Object.fromEntries(
    Object.entries(toSectigoValues(order)).filter(([, value]) => value !== undefined),
  );
}

const isOurOwn = (name: string): boolean => (OUR_OWN as readonly string[]).includes(name);
const ROWS = PARAMETERS.filter(({ name }) => !isOurOwn(name)).map(({ name, field }) => {
  const row = MAPPING[name as keyof typeof MAPPING];
  const base: OrderDetails = { ...ORDER_DETAILS, provisioning: row.with ?? ORDER_DETAILS.provisioning };
  return { name, field, row, base };
});

describe('the parameters of Sectigo', () => {
  it('are 54, and each is set by a field or is our own', () => {
    expect(PARAMETERS).toHaveLength(54);
    expect([...Object.keys(MAPPING), ...OUR_OWN].sort()).toEqual(PARAMETERS.map(({ name }) => name).sort());
  });

  it.each(PARAMETERS.filter(({ name }) => isOurOwn(name)))('$name has no field of its own', ({ field }) => {
    expect(field).toBeNull();
  });

  it.each(ROWS)('$name is set by $field', ({ name, field, row, base }) => {
    expect(row.field).toBe(field);
    for (const [json, wire] of row.values) {
      expect(sentFor(withField(base, row.field.split('.'), json))[name]).toBe(wire);
    }
  });

  it.each(ROWS)('$name alone changes with $field', ({ name, row, base }) => {
    const [json] = row.values[0] ?? [];
    const changed = sentFor(withField(base, row.field.split('.'), json));
    expect({ ...changed, [name]: 0 }).toEqual({ ...sentFor(base), [name]: 0 });
  });
});

describe('an order with nothing that is optional', () => {
  const OWN = { product: '706', includeIndividual: 'N' };
  const REQUIRED = {
    days: '365',
    organizationName: 'Company ABC 123',
    streetAddress1: 'Elm Street 12',
    localityName: 'Los Angeles',
    stateOrProvinceName: 'CA',
    postalCode: '90002',
    countryName: 'US',
    appRepTitle: 'Mr',
    appRepForename: 'John',
    appRepSurname: 'Doe',
    appRepEmailAddress: 'john.doe@example.com',
    isCustomerValidated: 'N',
  };

  it('sends what is required and no more', () => {
    expect(sentFor(ORDER_DETAILS)).toEqual({ ...OWN, ...REQUIRED });
  });

  it.each([
    ['deferred', ORDER_DETAILS.provisioning, {}],
    ['remote', REMOTE, { SmartCardBased: 'N', csr: 'MIH9', hsmType: 'LUNA', keyAttestation: 'YWJj' }],
    ['token', TOKEN, { SmartCardBased: 'Y', product: '706,577,163' }],
  ] as const)('adds for the method %s only what belongs to it', (_, provisioning, added) => {
    expect(sentFor({ ...ORDER_DETAILS, provisioning })).toEqual({ ...OWN, ...REQUIRED, ...added });
  });
});

it.each([
  ['deferred', { method: 'deferred' }],
  ['remote', REMOTE],
  ['token', TOKEN],
] as const)('sends for the method %s nothing of another one, whatever is stored', (_, provisioning) => {
  const { method: _method, ...remote } = REMOTE;
  const stored = { offerType: 1, shipping: { unit: 'Sales' }, ...remote, ...provisioning };
  const own = { deferred: [], remote: Object.keys(remote), token: ['offerType', 'shipping'] };
  const theirs = Object.entries(stored).filter(([name]) => own[provisioning.method].includes(name as never));
  const clean = { method: provisioning.method, ...Object.fromEntries(theirs) };
  const sent = (given: object) => sentFor({ ...ORDER_DETAILS, provisioning: given } as OrderDetails);
  expect(sent(stored)).toEqual(sent(clean));
});

describe('what is ordered', () => {
  it.each([
    ['organization', '706', 'N'],
    ['organization-individual', '706', 'Y'],
    ['individual', '1214', undefined],
  ] as const)('%s is product %s with includeIndividual %s', (certificateType, product, includeIndividual) => {
    const order = { ...ORDER_DETAILS, certificateType };
    expect(toSectigoValues(order)).toMatchObject({ product, includeIndividual });
    expect(toSectigoValues({ ...order, provisioning: REMOTE })).toMatchObject({ product, includeIndividual });
    expect(toSectigoValues({ ...order, provisioning: TOKEN })).toMatchObject({
      product: `${product},577,163`,
      includeIndividual,
    });
  });

  it('is no test unless it says so: nothing is sent about it then', () => {
    expect(sentFor({ ...ORDER_DETAILS, test: false })).not.toHaveProperty('test');
  });

  it('tells Sectigo nothing of what the caller keeps with it', () => {
    expect(sentFor({ ...ORDER_DETAILS, reference: 'PO-4711', metadata: { costCentre: '42' } })).toEqual(
      sentFor(ORDER_DETAILS),
    );
  });
});
