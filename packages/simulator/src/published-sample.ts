import { type Credentials } from './account.js';

/** The published sample order, for an organization alone and with the reply switches: the shortest order that is sold. */
export function publishedSample({ loginName, loginPassword }: Credentials): Readonly<Record<string, string>> {
  return {
    loginName,
    loginPassword,
    product: '706',
    days: '365',
    includeIndividual: 'N',
    isCustomerValidated: 'Y',
    organizationName: 'Company ABC 123',
    organizationalUnitName: 'Marketing',
    streetAddress1: 'Elm Street 12',
    localityName: 'Los Angeles',
    stateOrProvinceName: 'CA',
    postalCode: '90002',
    countryName: 'US',
    appRepTitle: 'Mr',
    appRepForename: 'John',
    appRepSurname: 'Doe',
    appRepEmailAddress: 'john.doe@example.com',
    responseFormat: '1',
    showCertificateID: 'Y',
    showCertificateState: 'Y',
  };
}
