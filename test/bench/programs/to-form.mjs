import { URLSearchParams } from 'node:url';

const { LOGIN_NAME, LOGIN_PASSWORD } = process.env;

/** An order in the words of the upstream. */
export function toForm({ organization, applicant, validityDays, validation }) {
  const { address } = organization;
  return new URLSearchParams({
    loginName: LOGIN_NAME,
    loginPassword: LOGIN_PASSWORD,
    product: '706',
    days: String(validityDays),
    includeIndividual: 'N',
    isCustomerValidated: validation.customerValidated ? 'Y' : 'N',
    organizationName: organization.name,
    organizationalUnitName: organization.unit,
    streetAddress1: address.line1,
    localityName: address.city,
    stateOrProvinceName: address.stateOrProvince,
    postalCode: address.postalCode,
    countryName: address.country,
    appRepTitle: applicant.jobTitle,
    appRepForename: applicant.firstName,
    appRepSurname: applicant.lastName,
    appRepEmailAddress: applicant.email,
    responseFormat: '1',
  });
}

/** The order number in the upstream's answer; throws when it sold nothing. */
export function orderNumberIn(reply) {
  const fields = new URLSearchParams(reply);
  if (fields.get('errorCode') !== '0') throw new Error(`refused: ${reply}`);
  return fields.get('orderNumber');
}
