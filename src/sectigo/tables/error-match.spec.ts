import { describe, expect, it, test } from '@jest/globals';
import { PUBLISHED_CATALOGUE, PUBLISHED_ERRORS, UNRECOGNISED } from './error-codes.js';
import { type ErrorMatch, matchError } from './error-match.js';
import { PUBLISHED_NAMES, resolveParameterNames } from './parameter-names.js';

function match(code: number, message: string | null = null, item: string | null = null): ErrorMatch {
  return matchError({ code, message, item }, PUBLISHED_CATALOGUE, PUBLISHED_NAMES);
}

describe('by number', () => {
  test.each(PUBLISHED_ERRORS.filter(({ code }) => code !== null))('$code is row $row', (entry) => {
    // -3 and -4 are the caller's only when they name one of its fields
    expect(match(entry.code ?? 0, null, 'organizationName').entry).toBe(entry);
  });

  it('wins over words', () => {
    expect(match(-8, 'An internal error occurred!').entry.problem).toBe('csr-field-missing');
    expect(match(-14, 'Invalid e-mail address').entry.problem).toBe('outcome-unknown');
  });
});

describe('by words, for a code without a row', () => {
  it.each([
    ['The request token has already been used!', 22],
    ['The planID was not found!', 23],
    ['Plan ID 5 could not be found', 23],
    ["The 'x' parameter may only be used with license products", 24],
    ['licence product parameter', 24],
    ['The email address is invalid!', 25],
    ["'x' is an invalid e-mail address", 25],
    ['The e-mail address x is not a valid one', 25],
    ['The email address is not valid', 25],
    ['A Document Signing Certificate must be part of the order!', 26],
    ['A document signing certificate must be included in the order', 26],
    ['Only one Web Package product may be ordered', 27],
    ["The 'offerType' argument is not applicable to this order!", 28],
    ['The order must include a eToken', 29],
    ['The order must contain a token', 29],
    ['Permission denied for the context x', 31],
    ['Internal error while decoding the CSR', 32],
    ['Internal fault: decoded CSR is null', 32],
    ['The Tier1 debit failed', 33],
    ['Internal error: Tier 1 credit limit reached', 33],
    ['tier-1 account', 33],
    ['The cost does not match!', 38],
    ["The item cost doesn't match", 38],
    ['The cost doesn’t match', 38],
    ['The product identifier is incorrect', 40],
    ['Product id invalid', 40],
    ['Internal error', 41],
    ['An internal error occurred!', 41],
    ['Internal server error.', 41],
    ['Internal error has occurred', 41],
    ['The TAX scheme must be replaced by TIN', 42],
    ['The organization identifier is malformed', 43],
    ['Organisation identifier has the wrong format', 43],
    ['The country of the organization identifier is wrong', 44],
    ['The organisation identifier has the wrong country', 44],
    ['Key attestation check failed in context x', 45],
    ['Your account is not allowed to order this product type', 46],
    ['You are not permitted to order product 706', 46],
    ['The account may not order this product type', 46],
    ['The parameter x is not valid for this product type', 47],
    ["The 'x' argument is not valid for this product type!", 47],
    ['Parameter is not allowed for the product type', 47],
  ])('%j is row %i', (message, row) => {
    expect(match(-117, message).entry.row).toBe(row);
  });

  it.each([
    null,
    '',
    'Something else',
    'token used',
    'The address is invalid',
    'The email address is used already',
    'There was an internal error while reading the shipping address',
    'internal errors occur',
    'CSR decoding',
    'The cost matches',
    'tax tin',
    'taxes: TIN',
    'The organization identifier is 5',
    'attestation is missing',
    'not allowed to order',
    'The argument is applicable',
    'The country is wrong',
    'Border must include',
  ])('%j is unrecognised', (message) => {
    expect(match(-117, message).entry).toBe(UNRECOGNISED);
  });

  it('holds the order for what is not recognised', () => {
    expect(match(-117).entry).toEqual({
      row: null,
      code: null,
      message: null,
      description: 'Not in the catalogue.',
      problem: 'sectigo-error-unrecognised',
      words: null,
      note: null,
      actor: 'operator',
      retryable: false,
      disposition: 'hold-order',
    });
  });

  it('lets an open outcome win over a refusal', () => {
    expect(match(-117, 'Invalid email address; Tier1 debit failed').entry.problem).toBe('outcome-unknown');
  });

  it('does not choose between two problems', () => {
    expect(match(-117, 'Invalid email address, and the planID was not found').entry).toBe(UNRECOGNISED);
  });

  it('takes the first of two rows that mean the same problem', () => {
    expect(match(-117, 'The planID was not found, the cost does not match').entry.row).toBe(23);
  });
});

describe('the named argument', () => {
  it.each([
    [-3, "The 'countryName' argument is missing!", null, 'countryName', 'organization.address.country'],
    [
      -4,
      "The value of the 'COUNTRYNAME' argument is invalid!",
      null,
      'countryName',
      'organization.address.country',
    ],
    [
      -4,
      'The value of the "shippingForename" argument',
      null,
      'shippingForename',
      'provisioning.shipping.contact.firstName',
    ],
    [-4, 'The value of the ‘csr’ argument is invalid!', null, 'csr', 'provisioning.csr'],
    [-4, 'The value of the “csr” parameter is invalid!', null, 'csr', 'provisioning.csr'],
    [-4, null, 'csr', 'csr', 'provisioning.csr'],
    [-4, "The value of the 'days' argument is invalid!", 'csr', 'csr', 'provisioning.csr'],
    [-4, "The value of the 'days' argument is invalid!", 'field', 'days', 'validityDays'],
    [-4, "The value of the 'days' argument is invalid!", 'not a name', 'days', 'validityDays'],
    [-2, "'csr' is an unrecognised argument!", null, 'csr', 'provisioning.csr'],
    [-2, "'csr' is an unrecognized parameter", null, 'csr', 'provisioning.csr'],
    [-2, "'appRepTelephone' is an unrecognised argument!", null, 'appRepTelephone', null],
    [-2, null, 'appRepTelephone', 'appRepTelephone', null],
    [-4, "The value of the 'loginName' argument is invalid!", null, 'loginName', null],
    [-7, "'xx' is not a valid ISO-3166 country!", null, null, null],
    [-7, "'csr' is not a valid ISO-3166 country!", null, null, null],
    [
      -7,
      "'xx' is not a valid ISO-3166 country!",
      'shippingCountryName',
      'shippingCountryName',
      'provisioning.shipping.address.country',
    ],
    [-4, "The value of the '<b>' argument is invalid!", null, null, null],
    [-4, `The value of the '${'x'.repeat(65)}' argument is invalid!`, null, null, null],
    [-4, `The value of the '${'x'.repeat(64)}' argument is invalid!`, null, 'x'.repeat(64), null],
    [-4, null, 'x'.repeat(65), null, null],
    [-4, null, '1x', null, null],
    [-4, null, 'x y', null, null],
    [-4, 'Something', '', null, null],
    [-4, "The 'csr' arguments are invalid", null, null, null],
  ])('of %i %j, item %j, is %p at %p', (code, message, item, argument, argumentField) => {
    expect(match(code, message, item)).toMatchObject({ argument, argumentField });
  });

  it('is found under the name that was sent', () => {
    const result = resolveParameterNames({ shippingCountryName: 'shippingCountry' });
    const names = result.kind === 'names' ? result.names : PUBLISHED_NAMES;
    const error = {
      code: -4,
      message: "The value of the 'shippingCountry' argument is invalid!",
      item: null,
    };
    expect(matchError(error, PUBLISHED_CATALOGUE, names)).toMatchObject({
      argument: 'shippingCountryName',
      argumentField: 'provisioning.shipping.address.country',
    });
  });

  it.each([-3, -4])('makes %i our own defect when it is no field of the caller', (code) => {
    const defect = { problem: 'gateway-defect', actor: 'operator', retryable: false, disposition: 'fail' };
    expect(match(code, null, 'loginName').entry).toMatchObject({ ...defect, code });
    expect(match(code, null, 'product').entry).toMatchObject(defect);
    expect(match(code).entry).toMatchObject(defect);
    expect(match(code, null, 'neverHeardOf').entry).toMatchObject(defect);
    expect(match(code, "The 'responseFormat' argument is missing!").entry).toMatchObject(defect);
  });

  it.each([
    [-3, 'sectigo-argument-missing'],
    [-4, 'sectigo-argument-invalid'],
  ])("leaves %i with the caller when it is the caller's field", (code, problem) => {
    expect(match(code, null, 'csr').entry).toMatchObject({ problem, disposition: 'reject' });
  });

  it('changes nothing about any other error', () => {
    expect(match(-7, null, 'loginName').entry.problem).toBe('country-invalid');
    expect(match(-15, null, 'loginName').entry.problem).toBe('insufficient-credit');
    expect(match(-117, "The 'product' argument is not applicable").entry.problem).toBe(
      'argument-not-applicable',
    );
  });
});
