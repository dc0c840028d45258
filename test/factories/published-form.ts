import { SIMULATOR_LOGIN } from '../support/gateway.js';

/** The organization of Sectigo's published sample order. */
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
