import { describe, expect, it, test } from '@jest/globals';
import { PARAMETERS, parameterNamed, type ParameterName } from './parameters.js';

/** An independent transcription: row, wire name, our field, requirement, type, longest value, confidence. */
const PUBLISHED = `
1 loginName - required string 64 seen
2 loginPassword - required string 128 seen
3 product - required string 64 seen
4 days validityDays required integer - seen
5 includeIndividual - optional char - seen
6 SmartCardBased - optional char 1 seen
7 offerType provisioning.offerType optional integer - seen
8 contactEmailAddress validation.contactEmail optional string 255 inferred-high
9 isCustomerValidated validation.customerValidated required char 1 seen
10 organizationName organization.name required string 64 seen
11 streetAddress1 organization.address.line1 conditional string 128 seen
12 streetAddress2 organization.address.line2 optional string 128 seen
13 streetAddress3 organization.address.line3 optional string 128 seen
14 localityName organization.address.city required string 128 seen
15 stateOrProvinceName organization.address.stateOrProvince required string 128 seen
16 countryName organization.address.country required string 2 seen
17 postalCode organization.address.postalCode required string 40 seen
18 organizationalUnitName organization.unit optional string 64 seen
19 appRepTitle applicant.jobTitle required string 64 seen
20 appRepForename applicant.firstName required string 64 seen
21 appRepSurname applicant.lastName required string 64 seen
22 appRepEmailAddress applicant.email required string 255 seen
23 shippingOrganizationName provisioning.shipping.organizationName optional string 64 inferred-high
24 shippingOrganizationalUnitName provisioning.shipping.unit optional string 64 inferred-high
25 shippingStreetAddress1 provisioning.shipping.address.line1 optional string 128 inferred-high
26 shippingStreetAddress2 provisioning.shipping.address.line2 optional string 128 inferred-high
27 shippingStreetAddress3 provisioning.shipping.address.line3 optional string 128 inferred-high
28 shippingLocalityName provisioning.shipping.address.city optional string 128 inferred-high
29 shippingStateOrProvinceName provisioning.shipping.address.stateOrProvince optional string 128 inferred-high
30 shippingPostalCode provisioning.shipping.address.postalCode optional string 40 inferred-high
31 shippingCountryName provisioning.shipping.address.country optional string 2 inferred-medium
32 shippingTitle provisioning.shipping.contact.title optional string 64 seen-sibling
33 shippingForename provisioning.shipping.contact.firstName optional string 64 seen-sibling
34 shippingSurname provisioning.shipping.contact.lastName optional string 64 seen-sibling
35 shippingEmailAddress provisioning.shipping.contact.email optional string 255 seen-sibling
36 shippingTelephone provisioning.shipping.contact.phone optional string 32 seen-sibling
37 dunsNumber organization.dunsNumber optional string 20 inferred-high
38 companyNumber organization.registrationNumber optional string 64 seen
39 businessCategory organization.businessCategory optional char 1 inferred-high
40 emailAddress notifications.issuanceEmail optional string 255 seen
41 validationEmailAddress validation.customerEmail optional string 255 inferred-low
42 hsmType provisioning.hsmType optional string 20 inferred-high
43 keyAttestation provisioning.keyAttestation optional string 32767 inferred-high
44 csr provisioning.csr required string 32767 seen
45 callbackMethod validation.callbackMethod optional char 1 inferred-high
46 isAppRepValidated validation.applicantValidatedByPartner optional char 1 seen
47 isCallbackCompleted validation.callbackCompletedByPartner optional char 1 seen
48 showCertificateState - optional char 1 seen
49 showCertificateID - optional char 1 seen
50 responseFormat - optional char 1 seen
51 test test optional char 1 seen
52 languageName notifications.language optional string 2 seen-sibling
53 callbackTemplateID notifications.callbackTemplateId optional integer - inferred-low
54 subscriberAgreementTemplateID notifications.subscriberAgreementTemplateId optional integer - inferred-low
`;

const CLOSED_LISTS: Partial<Record<ParameterName, readonly string[]>> = {
  product: ['706', '1214', '706,577,163', '1214,577,163'],
  days: ['365'],
  includeIndividual: ['Y', 'N'],
  SmartCardBased: ['Y', 'N'],
  isCustomerValidated: ['Y', 'N'],
  businessCategory: ['b', 'c', 'd'],
  callbackMethod: ['T', 'E', 'L'],
  isAppRepValidated: ['Y', 'N'],
  isCallbackCompleted: ['Y', 'N'],
  showCertificateState: ['Y', 'N'],
  showCertificateID: ['Y', 'N'],
  responseFormat: ['0', '1'],
  test: ['Y', 'N'],
};

const rows = PUBLISHED.trim()
  .split('\n')
  .map((line) => {
    const [row = '', name = '', field, requirement, type, maxLength = '', confidence] = line.split(' ');
    return {
      row: Number(row),
      name: name as ParameterName,
      field: field === '-' ? null : field,
      requirement,
      type,
      maxLength: maxLength === '-' ? null : Number(maxLength),
      confidence,
    };
  });

describe('the parameter table', () => {
  test.each(rows)('row $row is $name, as it is published', (row) => {
    expect(PARAMETERS[row.row - 1]).toMatchObject({ ...row, allowed: CLOSED_LISTS[row.name] ?? null });
    expect(parameterNamed(row.name).row).toBe(row.row);
    expect(parameterNamed(row.name).description).toMatch(/^[A-Z].+\.$/);
  });

  it('has the 54 rows of the page and no other', () => {
    expect(rows).toHaveLength(54);
    expect(PARAMETERS.map(({ row }) => row)).toEqual(rows.map(({ row }) => row));
  });

  it('confirms all names but three', () => {
    expect(PARAMETERS.filter(({ confirmed }) => !confirmed).map(({ row, name }) => `${row} ${name}`)).toEqual(
      ['41 validationEmailAddress', '53 callbackTemplateID', '54 subscriberAgreementTemplateID'],
    );
  });

  it('has every wire name and every field once, case set aside', () => {
    const names = PARAMETERS.map(({ name }) => name.toLowerCase());
    const fields = PARAMETERS.map(({ field }) => field).filter((field) => field !== null);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(fields).size).toBe(fields.length);
  });

  it('has no parameter under another name', () => {
    expect(() => parameterNamed('nonsense' as ParameterName)).toThrow('No parameter has the name "nonsense"');
  });
});
