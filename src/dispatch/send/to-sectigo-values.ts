import { type OrderDetails, type Provisioning } from '../../orders/domain/order-details.js';
import { type OrderValues, type ParameterName, PARAMETERS } from '../../sectigo/index.js';

const PRODUCTS = { organization: '706', 'organization-individual': '706', individual: '1214' } as const;
/** The token and its shipping: which is which is not known for sure, they always go together. */
const TOKEN_ITEMS = '577,163';

type Word = string | number | boolean | null;
type Spelling = (value: Word) => string | undefined;

const oneOf =
  (words: Readonly<Record<string, string>>): Spelling =>
  (value) =>
    words[String(value)];

/** The values that have a spelling of their own. */
const SPELLINGS: { readonly [Name in ParameterName]?: Spelling } = {
  businessCategory: oneOf({ 'private-organization': 'b', 'government-entity': 'c', 'business-entity': 'd' }),
  callbackMethod: oneOf({ telephone: 'T', email: 'E', letter: 'L' }),
  emailAddress: (value) => (value === null ? 'none' : String(value)),
  test: (value) => (value === true ? 'Y' : undefined),
};

/**
 * An order in Sectigo's words, each taken from the field that the table of parameters names. Absent optional values stay
 * absent: Sectigo has its own defaults.
 */
export function toSectigoValues(order: OrderDetails): OrderValues {
  const sent = { ...order, provisioning: ofItsMethod(order.provisioning) };
  const given = PARAMETERS.flatMap(({ name, field }) => {
    const value = field === null ? undefined : valueAt(sent, field);
    return value === undefined ? [] : [[name, (SPELLINGS[name] ?? plain)(value)]];
  });
  return { ...(Object.fromEntries(given) as OrderValues), ...ownValues(order) };
}

/** Sectigo's names with what no one field says. */
function ownValues({ certificateType, provisioning: { method } }: OrderDetails): OrderValues {
  const product = PRODUCTS[certificateType];
  return {
    product: method === 'token' ? `${product},${TOKEN_ITEMS}` : product,
    // Sectigo's default is Y: an organization's certificate would silently become a person's
    includeIndividual:
      certificateType === 'individual' ? undefined : plain(certificateType === 'organization-individual'),
    SmartCardBased: method === 'deferred' ? undefined : plain(method === 'token'),
  };
}

/** Without members of another method: they would be arguments that do not belong to the order. */
function ofItsMethod(provisioning: Provisioning): object {
  switch (provisioning.method) {
    case 'deferred':
      return {};
    case 'remote': {
      const { csr, hsmType, keyAttestation } = provisioning;
      return { csr, hsmType, keyAttestation };
    }
    case 'token': {
      const { offerType, shipping } = provisioning;
      return { offerType, shipping };
    }
  }
}

function valueAt(order: object, field: string): Word | undefined {
  const value = field
    .split('.')
    .reduce<unknown>((group, member) => (group as Record<string, unknown> | undefined)?.[member], order);
  return value as Word | undefined;
}

function plain(value: Word): string | undefined {
  if (value === null) return undefined;
  return typeof value === 'boolean' ? (value ? 'Y' : 'N') : String(value);
}
