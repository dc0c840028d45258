import { describe, expect, it } from '@jest/globals';
import { ACCEPTED_PARAMETERS, type ParameterName } from './accepted-parameters.js';
import { judgeOrder } from './auto-apply-order.js';
import { Account } from './account.js';
import { publishedSample } from './published-sample.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const { settings } = new Account(credentials);
const sample = publishedSample(credentials);
const judge = async (changes: Readonly<Record<string, string>>) => {
  const fields = Object.entries({ ...sample, ...changes }).map(([name, value]) => ({ name, value }));
  const verdict = await judgeOrder(fields, settings);
  return verdict.kind === 'refused' ? verdict.refusal : null;
};

/** From the published page, row by row: name, requirement, characters. */
const PUBLISHED = `
loginName! 64, loginPassword! 128, product!, days!, includeIndividual, SmartCardBased, offerType,
contactEmailAddress, isCustomerValidated!, organizationName! 64, streetAddress1! 128, streetAddress2 128,
streetAddress3 128, localityName! 128, stateOrProvinceName! 128, countryName!, postalCode! 40,
organizationalUnitName 64, appRepTitle! 64, appRepForename! 64, appRepSurname! 64, appRepEmailAddress!,
shippingOrganizationName 64, shippingOrganizationalUnitName 64, shippingStreetAddress1 128,
shippingStreetAddress2 128, shippingStreetAddress3 128, shippingLocalityName 128,
shippingStateOrProvinceName 128, shippingPostalCode 40, shippingCountryName, shippingTitle 64,
shippingForename 64, shippingSurname 64, shippingEmailAddress, shippingTelephone 32, dunsNumber,
companyNumber 64, businessCategory, emailAddress, validationEmailAddress, hsmType, keyAttestation 32767,
csr 32767, callbackMethod, isAppRepValidated, isCallbackCompleted, showCertificateState, showCertificateID,
responseFormat, test, languageName, callbackTemplateID, subscriberAgreementTemplateID`
  .split(',')
  .map((entry) => /^\s*(\w+)(!?)(?: (\d+))?$/.exec(entry) ?? [])
  .map(([, name = '', mark, length], index) => ({
    row: index + 1,
    name,
    required: mark === '!',
    maxLength: length === undefined ? null : Number(length),
  }));

describe('the accepted arguments', () => {
  it('are the 54 of the page, in its order', () => {
    expect(ACCEPTED_PARAMETERS.map(({ row, name, required }) => ({ row, name, required }))).toEqual(
      PUBLISHED.map(({ row, name, required }) => ({ row, name, required })),
    );
    expect(PUBLISHED).toHaveLength(54);
  });

  it.each(PUBLISHED.filter(({ required, name }) => required && !name.startsWith('login')))(
    '$name is required (-3)',
    async ({ name }) => {
      expect(await judge({ [name]: '' })).toEqual({ row: 3, subject: name });
    },
  );

  const limited = PUBLISHED.filter(({ maxLength, name }) => maxLength !== null && !name.startsWith('login'));
  it.each(limited)('$name may have $maxLength characters and no more (-4)', async ({ name, maxLength }) => {
    const tooLong = { row: 4, subject: name };
    expect(await judge({ [name]: '😀'.repeat((maxLength ?? 0) + 1) })).toEqual(tooLong);
    expect(await judge({ [name]: '😀'.repeat(maxLength ?? 0) })).not.toEqual(tooLong);
  });

  it.each<ParameterName>(['contactEmailAddress', 'appRepEmailAddress', 'emailAddress'])(
    '%s may have 255 characters and no more (-4)',
    async (name) => {
      const address = `${'a'.repeat(243)}@example.com`;
      expect(await judge({ [name]: address })).toBeNull();
      expect(await judge({ [name]: `a${address}` })).toEqual({ row: 4, subject: name });
    },
  );
});
