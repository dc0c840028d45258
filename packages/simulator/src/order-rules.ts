import { type OrderForm, type ParameterName } from './accepted-parameters.js';
import { type Refusal } from './error-rows.js';

/** 706 organization, 1214 individual. */
const CERTIFICATES = ['706', '1214'];
/** The token and its shipping; which number is which is not certain, so they only come together. */
const TOKEN_ITEMS = ['577', '163'];
const REMOTE: readonly ParameterName[] = ['csr', 'hsmType', 'keyAttestation'];
const SHIPPING_ADDRESS: readonly ParameterName[] = [
  'shippingStreetAddress1',
  'shippingStreetAddress2',
  'shippingStreetAddress3',
  'shippingLocalityName',
  'shippingStateOrProvinceName',
  'shippingPostalCode',
  'shippingCountryName',
];
const SHIPPING: readonly ParameterName[] = [
  ...SHIPPING_ADDRESS,
  'shippingOrganizationName',
  'shippingOrganizationalUnitName',
  'shippingTitle',
  'shippingForename',
  'shippingSurname',
  'shippingEmailAddress',
  'shippingTelephone',
];
const NEEDED_TO_SHIP: readonly ParameterName[] = [
  'shippingLocalityName',
  'shippingStateOrProvinceName',
  'shippingPostalCode',
  'shippingCountryName',
  'shippingForename',
  'shippingSurname',
  'shippingEmailAddress',
  'shippingTelephone',
];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function productsOf(form: OrderForm): readonly string[] {
  return (form.get('product') ?? '').split(',');
}

/** What one argument says about another. */
export function checkCombinations(form: OrderForm): Refusal | null {
  return (
    checkProducts(productsOf(form)) ??
    (form.has('includeIndividual') && productsOf(form).includes('1214')
      ? notApplicable('includeIndividual')
      : null) ??
    checkTokenItems(form) ??
    (form.get('SmartCardBased') === 'Y' ? checkToken(form) : checkRemote(form))
  );
}

function checkProducts(products: readonly string[]): Refusal | null {
  if (!products.every((product) => [...CERTIFICATES, ...TOKEN_ITEMS].includes(product))) return { row: 40 };
  const certificates = products.filter((product) => CERTIFICATES.includes(product));
  if (certificates.length === 0) return { row: 26 };
  const unambiguous = certificates.length === 1 && new Set(products).size === products.length;
  return unambiguous ? null : { row: 4, subject: 'product' };
}

/** `577,163` and `SmartCardBased=Y` need each other. */
function checkTokenItems(form: OrderForm): Refusal | null {
  const products = productsOf(form);
  const wanted = form.get('SmartCardBased');
  const missing = TOKEN_ITEMS.filter((item) => !products.includes(item));
  if (missing.length === TOKEN_ITEMS.length && wanted !== 'Y') return null;
  if (missing[0] !== undefined) return { row: 29, subject: missing[0] };
  if (wanted === undefined) return { row: 3, subject: 'SmartCardBased' };
  return wanted === 'Y' ? null : { row: 4, subject: 'SmartCardBased' };
}

/** A token has its key made by Sectigo, so it takes no CSR; without a shipping address it goes to the organization. */
function checkToken(form: OrderForm): Refusal | null {
  const remote = firstSent(form, REMOTE);
  if (remote !== undefined) return notApplicable(remote);
  if (firstSent(form, SHIPPING) !== undefined && !form.has('offerType')) return missing('offerType');
  if (firstSent(form, SHIPPING_ADDRESS) === undefined) return null;
  const absent = NEEDED_TO_SHIP.find((name) => !form.has(name));
  return absent === undefined ? null : missing(absent);
}

/** All three of CSR, HSM type and attestation, or none (the published sample order, to be provisioned later). */
function checkRemote(form: OrderForm): Refusal | null {
  const tokenOnly = firstSent(form, ['offerType', ...SHIPPING]);
  if (tokenOnly !== undefined) return notApplicable(tokenOnly);
  if (firstSent(form, REMOTE) === undefined) return null;
  const absent = REMOTE.find((name) => !form.has(name));
  if (absent !== undefined) return missing(absent);
  return BASE64.test((form.get('keyAttestation') ?? '').replace(/[\r\n]/g, ''))
    ? null
    : { row: 4, subject: 'keyAttestation' };
}

function firstSent(form: OrderForm, names: readonly ParameterName[]): ParameterName | undefined {
  return names.find((name) => form.has(name));
}

const missing = (name: ParameterName): Refusal => ({ row: 3, subject: name });
const notApplicable = (name: ParameterName): Refusal => ({ row: 28, subject: name });
