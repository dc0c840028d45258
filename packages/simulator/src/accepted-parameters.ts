/** What a value must look like; lengths count characters, not bytes. */
export type ValueRule =
  | { readonly kind: 'text'; readonly maxLength: number }
  | { readonly kind: 'email'; readonly maxLength: number; readonly orNone: boolean }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly maxLength: number }
  | { readonly kind: 'country' }
  | { readonly kind: 'language' };

export interface AcceptedParameter<Name extends string = string> {
  /** Row of the published parameter table. */
  readonly row: number;
  readonly name: Name;
  readonly required: boolean;
  /** False: no source confirms the name, so it is refused as unrecognised until the control API names it. */
  readonly confirmed: boolean;
  readonly rule: ValueRule;
}

const text = (maxLength: number): ValueRule => ({ kind: 'text', maxLength });
const email = (maxLength: number): ValueRule => ({ kind: 'email', maxLength, orNone: false });
const choice = (...values: string[]): ValueRule => ({ kind: 'choice', values });
const pattern = (regExp: RegExp, maxLength = 20): ValueRule => ({
  kind: 'pattern',
  pattern: regExp,
  maxLength,
});
const COUNTRY: ValueRule = { kind: 'country' };
const YES_NO = choice('Y', 'N');
const POSITIVE_INTEGER = pattern(/^[1-9]\d{0,8}$/);

const parameter = <const Name extends string>(
  row: number,
  name: Name,
  rule: ValueRule,
  traits: { required?: boolean; confirmed?: boolean } = {},
): AcceptedParameter<Name> => ({ row, name, rule, required: false, confirmed: true, ...traits });

const required = <const Name extends string>(row: number, name: Name, rule: ValueRule) =>
  parameter(row, name, rule, { required: true });
const unconfirmed = <const Name extends string>(row: number, name: Name, rule: ValueRule) =>
  parameter(row, name, rule, { confirmed: false });

/**
 * The 54 arguments of `!AutoApplyOrder` for a Document Signing certificate, in the order of the published page. The
 * simulator's own transcription: the gateway has another, so a mistake in either one shows.
 */
export const ACCEPTED_PARAMETERS = [
  required(1, 'loginName', text(64)),
  required(2, 'loginPassword', text(128)),
  required(3, 'product', pattern(/^\d+(,\d+)*$/, 64)),
  required(4, 'days', choice('365')),
  parameter(5, 'includeIndividual', YES_NO),
  parameter(6, 'SmartCardBased', YES_NO),
  // 22 is the one value recovered; more are known to exist, so any positive integer passes
  parameter(7, 'offerType', POSITIVE_INTEGER),
  parameter(8, 'contactEmailAddress', email(255)),
  required(9, 'isCustomerValidated', YES_NO),
  required(10, 'organizationName', text(64)),
  // "conditional" on the page without its condition; the published sample sends it
  required(11, 'streetAddress1', text(128)),
  parameter(12, 'streetAddress2', text(128)),
  parameter(13, 'streetAddress3', text(128)),
  required(14, 'localityName', text(128)),
  required(15, 'stateOrProvinceName', text(128)),
  required(16, 'countryName', COUNTRY),
  required(17, 'postalCode', text(40)),
  parameter(18, 'organizationalUnitName', text(64)),
  required(19, 'appRepTitle', text(64)),
  required(20, 'appRepForename', text(64)),
  required(21, 'appRepSurname', text(64)),
  required(22, 'appRepEmailAddress', email(255)),
  parameter(23, 'shippingOrganizationName', text(64)),
  parameter(24, 'shippingOrganizationalUnitName', text(64)),
  parameter(25, 'shippingStreetAddress1', text(128)),
  parameter(26, 'shippingStreetAddress2', text(128)),
  parameter(27, 'shippingStreetAddress3', text(128)),
  parameter(28, 'shippingLocalityName', text(128)),
  parameter(29, 'shippingStateOrProvinceName', text(128)),
  parameter(30, 'shippingPostalCode', text(40)),
  parameter(31, 'shippingCountryName', COUNTRY),
  parameter(32, 'shippingTitle', text(64)),
  parameter(33, 'shippingForename', text(64)),
  parameter(34, 'shippingSurname', text(64)),
  parameter(35, 'shippingEmailAddress', email(255)),
  parameter(36, 'shippingTelephone', text(32)),
  parameter(37, 'dunsNumber', pattern(/^\d{9}$/)),
  parameter(38, 'companyNumber', text(64)),
  parameter(39, 'businessCategory', choice('b', 'c', 'd')),
  parameter(40, 'emailAddress', { kind: 'email', maxLength: 255, orNone: true }),
  unconfirmed(41, 'validationEmailAddress', email(255)),
  parameter(42, 'hsmType', choice('LUNA', 'YUBIKEY', 'MARVELL_GOOGLE', 'FORTANIX', 'YUBIHSM2', 'NSHIELD')),
  parameter(43, 'keyAttestation', text(32767)),
  // "required" in the page's column, yet its own sample order has none: decided by the provisioning rules
  parameter(44, 'csr', text(32767)),
  parameter(45, 'callbackMethod', choice('T', 'L', 'E')),
  parameter(46, 'isAppRepValidated', YES_NO),
  parameter(47, 'isCallbackCompleted', YES_NO),
  parameter(48, 'showCertificateState', YES_NO),
  parameter(49, 'showCertificateID', YES_NO),
  parameter(50, 'responseFormat', choice('0', '1')),
  parameter(51, 'test', YES_NO),
  parameter(52, 'languageName', { kind: 'language' }),
  unconfirmed(53, 'callbackTemplateID', POSITIVE_INTEGER),
  unconfirmed(54, 'subscriberAgreementTemplateID', POSITIVE_INTEGER),
];

export type ParameterName = (typeof ACCEPTED_PARAMETERS)[number]['name'];

/** The non-empty arguments by the table's names; an empty value counts as not sent. */
export type OrderForm = ReadonlyMap<ParameterName, string>;

/** Row → wire name, as set by the control API; it enables an unconfirmed row or renames a confirmed one. */
export type ParameterNames = ReadonlyMap<number, string>;

/** Null for a row whose name is unconfirmed and has not been given. */
export function wireNameOf(parameter: AcceptedParameter, names: ParameterNames): string | null {
  return names.get(parameter.row) ?? (parameter.confirmed ? parameter.name : null);
}
