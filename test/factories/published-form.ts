import { SIMULATOR_LOGIN } from '../support/gateway.js';

/**
 * Sectigo's published sample request, in its order, with the test account's login. The address is not known: a script that
 * protects mail addresses has replaced it on the page.
 */
export const PUBLISHED = [
  ['loginName', SIMULATOR_LOGIN.loginName],
  ['loginPassword', '********'],
  ['days', '365'],
  ['product', '706'],
  ['isCustomerValidated', 'Y'],
  ['organizationName', 'Company ABC 123'],
  ['streetAddress1', 'Elm Street 12'],
  ['localityName', 'Los Angeles'],
  ['stateOrProvinceName', 'CA'],
  ['countryName', 'US'],
  ['postalCode', '90002'],
  ['organizationalUnitName', 'marketing Department'],
  ['appRepEmailAddress', null],
  ['appRepTitle', 'Mr'],
  ['appRepForename', 'John'],
  ['appRepSurname', 'Doe'],
  ['includeIndividual', 'Y'],
  ['responseFormat', '1'],
] as const;

/** The organization of that order. */
export const ORGANIZATION = {
  name: 'Company ABC 123',
  address: {
    line1: 'Elm Street 12',
    city: 'Los Angeles',
    stateOrProvince: 'CA',
    postalCode: '90002',
    country: 'US',
  },
};

/** What an order of this organization and the applicant of `anOrder` sends, whatever else it is about. */
export const FORM_OF_ALL = {
  loginName: SIMULATOR_LOGIN.loginName,
  loginPassword: '********',
  days: '365',
  responseFormat: '1',
  showCertificateID: 'Y',
  showCertificateState: 'Y',
  isCustomerValidated: 'N',
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
};
