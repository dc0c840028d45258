import { describe, expect, it, test } from '@jest/globals';
import { type ParameterNames, PUBLISHED_NAMES, resolveParameterNames } from './parameter-names.js';
import { PARAMETERS } from './parameters.js';

function namesOf(setting: Record<string, string>): ParameterNames {
  const result = resolveParameterNames(setting);
  if (result.kind === 'faults') throw new Error(result.faults.join('; '));
  return result.names;
}

const UNCONFIRMED = [
  'validationEmailAddress',
  'callbackTemplateID',
  'subscriberAgreementTemplateID',
] as const;

describe('the published names', () => {
  test.each(PARAMETERS)('$name is sent under its own name and found by it', ({ name, row, confirmed }) => {
    expect(PUBLISHED_NAMES.wireNameOf(name)).toBe(name);
    expect(PUBLISHED_NAMES.isEnabled(name)).toBe(confirmed);
    expect(PUBLISHED_NAMES.parameterOf(name.toUpperCase())?.row).toBe(confirmed ? row : undefined);
  });

  it('know nothing of any other name', () => {
    expect(PUBLISHED_NAMES.parameterOf('appRepTelephone')).toBeNull();
  });

  it('are what an empty setting leaves in force', () => {
    const names = namesOf({});
    expect(PARAMETERS.filter(({ name }) => names.isEnabled(name))).toHaveLength(51);
  });
});

describe('resolveParameterNames', () => {
  test.each([
    ['shippingCountryName', 'shippingCountryName'],
    ['provisioning.shipping.address.country', 'shippingCountryName'],
    ['organization.address.country', 'countryName'],
    ['language', 'languageName'],
    ['issuanceEmail', 'emailAddress'],
    ['contactEmail', 'contactEmailAddress'],
    ['customerValidated', 'isCustomerValidated'],
    ['csr', 'csr'],
    ['test', 'test'],
    ['phone', 'shippingTelephone'],
    ['loginName', 'loginName'],
  ] as const)('the key %s means %s', (key, name) => {
    const names = namesOf({ [key]: 'otherName' });
    expect(names.wireNameOf(name)).toBe('otherName');
    expect(names.parameterOf('OTHERNAME')?.name).toBe(name);
  });

  it('takes a key for a wire name before it takes it for a field', () => {
    const names = namesOf({ organizationName: 'o1', postalCode: 'p1' });
    expect([names.wireNameOf('organizationName'), names.wireNameOf('postalCode')]).toEqual(['o1', 'p1']);
    expect(names.wireNameOf('shippingOrganizationName')).toBe('shippingOrganizationName');
    expect(names.wireNameOf('shippingPostalCode')).toBe('shippingPostalCode');
  });

  it.each([
    ['customerEmail', UNCONFIRMED[0]],
    ['callbackTemplateId', UNCONFIRMED[1]],
    ['subscriberAgreementTemplateId', UNCONFIRMED[2]],
    ['validation.customerEmail', UNCONFIRMED[0]],
    ['callbackTemplateID', UNCONFIRMED[1]],
  ] as const)('enables the unconfirmed parameter that %s names, and it alone', (key, name) => {
    const names = namesOf({ [key]: 'confirmedName' });
    expect(UNCONFIRMED.filter((one) => names.isEnabled(one))).toEqual([name]);
    expect(names.wireNameOf(name)).toBe('confirmedName');
    expect(names.parameterOf('confirmedName')?.name).toBe(name);
    expect(names.parameterOf(name)).toBeNull();
  });

  it('allows two parameters to change names', () => {
    const names = namesOf({ appRepForename: 'appRepSurname', appRepSurname: 'appRepForename' });
    expect(names.parameterOf('appRepSurname')?.name).toBe('appRepForename');
  });

  it('allows the name of a parameter that is not sent', () => {
    expect(
      namesOf({ contactEmail: 'validationEmailAddress' }).parameterOf('validationEmailAddress')?.name,
    ).toBe('contactEmailAddress');
  });

  it.each(['A', 'a1', 'Z'.repeat(64)])('takes %s for a wire name', (wireName) => {
    expect(namesOf({ test: wireName }).wireNameOf('test')).toBe(wireName);
  });

  it.each(['', '1a', 'a b', 'a_b', 'a=b', 'é', 'a\n', 'Z'.repeat(65)])(
    'refuses %j as a wire name, and does not repeat it',
    (wireName) => {
      expect(resolveParameterNames({ test: wireName })).toEqual({
        kind: 'faults',
        faults: ['"test" must be letters and digits, at most 64'],
      });
    },
  );

  it.each([
    [{ nonsense: 'x' }, '"nonsense" is neither a parameter nor a field'],
    [{ LoginName: 'x' }, '"LoginName" is neither a parameter nor a field'],
    [{ __proto__x: 'x' }, '"__proto__x" is neither a parameter nor a field'],
    [{ ['k'.repeat(70)]: 'x' }, `"${'k'.repeat(64)}" is neither a parameter nor a field`],
    [{ email: 'x' }, '"email" may mean applicant.email or provisioning.shipping.contact.email'],
    [{ language: 'x', languageName: 'y' }, '"languageName" names languageName a second time'],
    [{ language: 'csr' }, 'csr and languageName would be sent under one name'],
    [{ language: 'CSR' }, 'csr and languageName would be sent under one name'],
    [
      { customerEmail: 'emailaddress' },
      'emailAddress and validationEmailAddress would be sent under one name',
    ],
  ])('refuses %j', (setting, fault) => {
    expect(resolveParameterNames(setting as Record<string, string>)).toEqual({
      kind: 'faults',
      faults: [fault],
    });
  });

  it('names every fault at once', () => {
    expect(resolveParameterNames({ a: 'x', email: 'x', test: '-' })).toMatchObject({
      faults: [
        expect.stringContaining('"a"'),
        expect.stringContaining('"email"'),
        expect.stringContaining('"test"'),
      ],
    });
  });
});
