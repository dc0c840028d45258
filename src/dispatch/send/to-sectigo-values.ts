import { type OrderDetails, type Provisioning } from '../../orders/domain/order-details.js';
import { type OrderValues } from '../../sectigo/index.js';

const PRODUCTS = { organization: '706', 'organization-individual': '706', individual: '1214' } as const;
/** The token and its shipping: which is which is not known for sure, they always go together. */
const TOKEN_ITEMS = '577,163';
const BUSINESS_CATEGORIES = {
  'private-organization': 'b',
  'government-entity': 'c',
  'business-entity': 'd',
} as const;
const CALLBACK_METHODS = { telephone: 'T', email: 'E', letter: 'L' } as const;

const yesNo = (value: boolean): 'Y' | 'N' => (value ? 'Y' : 'N');
const optionalYesNo = (value: boolean | undefined): 'Y' | 'N' | undefined =>
  value === undefined ? undefined : yesNo(value);

/** An order in Sectigo's words. Absent optional values stay absent: Sectigo has defaults of its own. */
export function toSectigoValues(order: OrderDetails): OrderValues {
  const { organization, applicant, validation, notifications } = order;
  return {
    ...productValues(order),
    days: String(order.validityDays),
    organizationName: organization.name,
    organizationalUnitName: organization.unit,
    streetAddress1: organization.address.line1,
    streetAddress2: organization.address.line2,
    streetAddress3: organization.address.line3,
    localityName: organization.address.city,
    stateOrProvinceName: organization.address.stateOrProvince,
    postalCode: organization.address.postalCode,
    countryName: organization.address.country,
    dunsNumber: organization.dunsNumber,
    companyNumber: organization.registrationNumber,
    businessCategory: organization.businessCategory && BUSINESS_CATEGORIES[organization.businessCategory],
    appRepTitle: applicant.jobTitle,
    appRepForename: applicant.firstName,
    appRepSurname: applicant.lastName,
    appRepEmailAddress: applicant.email,
    ...provisioningValues(order.provisioning),
    isCustomerValidated: yesNo(validation.customerValidated),
    isAppRepValidated: optionalYesNo(validation.applicantValidatedByPartner),
    isCallbackCompleted: optionalYesNo(validation.callbackCompletedByPartner),
    callbackMethod: validation.callbackMethod && CALLBACK_METHODS[validation.callbackMethod],
    contactEmailAddress: validation.contactEmail,
    validationEmailAddress: validation.customerEmail,
    emailAddress: notifications.issuanceEmail === null ? 'none' : notifications.issuanceEmail,
    languageName: notifications.language,
    callbackTemplateID: notifications.callbackTemplateId?.toString(),
    subscriberAgreementTemplateID: notifications.subscriberAgreementTemplateId?.toString(),
    test: order.test ? 'Y' : undefined,
  };
}

function productValues({ certificateType, provisioning }: OrderDetails): OrderValues {
  const product = PRODUCTS[certificateType];
  return {
    product: provisioning.method === 'token' ? `${product},${TOKEN_ITEMS}` : product,
    // Sectigo's default is Y: an organization's certificate would silently become a person's
    includeIndividual:
      certificateType === 'individual' ? undefined : yesNo(certificateType === 'organization-individual'),
  };
}

function provisioningValues(provisioning: Provisioning): OrderValues {
  switch (provisioning.method) {
    case 'deferred':
      return {};
    case 'remote': {
      const { csr, hsmType, keyAttestation } = provisioning;
      return { SmartCardBased: 'N', csr, hsmType, keyAttestation };
    }
    case 'token':
      return {
        SmartCardBased: 'Y',
        offerType: provisioning.offerType?.toString(),
        ...shippingValues(provisioning.shipping),
      };
  }
}

function shippingValues(shipping: Extract<Provisioning, { method: 'token' }>['shipping']): OrderValues {
  const { address, contact } = shipping ?? {};
  return {
    shippingOrganizationName: shipping?.organizationName,
    shippingOrganizationalUnitName: shipping?.unit,
    shippingStreetAddress1: address?.line1,
    shippingStreetAddress2: address?.line2,
    shippingStreetAddress3: address?.line3,
    shippingLocalityName: address?.city,
    shippingStateOrProvinceName: address?.stateOrProvince,
    shippingPostalCode: address?.postalCode,
    shippingCountryName: address?.country,
    shippingTitle: contact?.title,
    shippingForename: contact?.firstName,
    shippingSurname: contact?.lastName,
    shippingEmailAddress: contact?.email,
    shippingTelephone: contact?.phone,
  };
}
