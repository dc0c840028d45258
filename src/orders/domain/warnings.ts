import { type AttestationFinding } from './attestation.js';
import { damagesOf, type TextDamage } from './damaged-text.js';
import { type OrderDetails } from './order-details.js';

/** Valid, but perhaps not intended. */
export interface Warning {
  readonly code: string;
  readonly detail: string;
}

const KNOWN_HSM_TYPES = ['LUNA', 'YUBIKEY', 'MARVELL_GOOGLE', 'FORTANIX', 'YUBIHSM2', 'NSHIELD'];
const KNOWN_OFFER_TYPES = [22];

type Rule = readonly [code: string, applies: (order: OrderDetails) => boolean, detail: string];

const RULES: readonly Rule[] = [
  [
    'hsm-type-unknown',
    ({ provisioning }) => provisioning.method === 'remote' && !KNOWN_HSM_TYPES.includes(provisioning.hsmType),
    `The HSM type is not one that we know of: ${KNOWN_HSM_TYPES.join(', ')}. Sectigo may refuse it.`,
  ],
  [
    'offer-type-unknown',
    ({ provisioning: by }) =>
      by.method === 'token' && by.offerType !== undefined && !KNOWN_OFFER_TYPES.includes(by.offerType),
    `The offer type is not one that we know of: ${KNOWN_OFFER_TYPES.join(', ')}. Sectigo may refuse it.`,
  ],
  [
    'token-goes-to-organization',
    ({ provisioning: by }) => by.method === 'token' && Object.keys(by.shipping?.address ?? {}).length === 0,
    "Without a shipping address the token goes to the organization's address.",
  ],
  [
    'key-not-specified',
    ({ provisioning }) => provisioning.method === 'deferred',
    'The order says nothing about the key: Sectigo decides how the certificate is provisioned.',
  ],
  [
    'unit-on-public-certificate',
    ({ organization }) => organization.unit !== undefined,
    'Sectigo documents the organizational unit for private certificates only, so it may be missing from the ' +
      'certificate.',
  ],
  [
    'callback-data-missing',
    ({ validation: by }) =>
      by.customerValidated && by.callbackCompletedByPartner !== true && by.callbackMethod === undefined,
    'You validate the documents, but the order says neither that the callback is done nor how to make it.',
  ],
  [
    'registration-authority-privileges-needed',
    ({ validation: by }) => by.applicantValidatedByPartner === true || by.callbackCompletedByPartner === true,
    'Sectigo accepts this only from accounts with RA privileges.',
  ],
  [
    'callback-method-unconfirmed',
    ({ validation }) => validation.callbackMethod === 'email' || validation.callbackMethod === 'letter',
    'Only the callback method telephone is sure to be accepted.',
  ],
  [
    'issuance-email-suppressed',
    ({ notifications }) => notifications.issuanceEmail === null,
    'No e-mail is sent when the certificate is issued.',
  ],
  [
    'template-wins-over-language',
    ({ notifications: to }) =>
      to.language !== undefined &&
      (to.callbackTemplateId !== undefined || to.subscriberAgreementTemplateId !== undefined),
    'A template id overrides the language.',
  ],
  ['test-order', ({ test }) => test, 'Sectigo accepts test orders only from accounts that may place them.'],
];

const DAMAGES: Readonly<Record<TextDamage, string>> = {
  'question-marks-in-text': 'Question marks may stand for lost letters',
  'html-entity-in-text': 'HTML entities are not decoded and would appear in the certificate',
  'mojibake-in-text': 'Letters look as if they were read in the wrong encoding',
};

/** What a caller may want to know before the order is placed. */
export function warningsOf(order: OrderDetails, attestation: AttestationFinding | null = null): Warning[] {
  const legal = RULES.filter(([, applies]) => applies(order)).map(([code, , detail]) => ({ code, detail }));
  return [
    ...legal,
    ...(attestation === 'unreadable' ? [UNREADABLE_ATTESTATION] : []),
    ...damageWarnings(order),
  ];
}

const UNREADABLE_ATTESTATION: Warning = {
  code: 'key-attestation-unreadable',
  detail:
    'The key attestation is not in the form of this HSM type, so its key could not be checked. Sectigo may refuse it.',
};

function damageWarnings({ organization, applicant, provisioning }: OrderDetails): Warning[] {
  const shipping = provisioning.method === 'token' ? provisioning.shipping : undefined;
  const names = textsOf({ organization, applicant, provisioning: { shipping } }, '');
  const damaged = names.map(({ pointer, text }) => ({ pointer, damages: damagesOf(text) }));
  return (Object.keys(DAMAGES) as TextDamage[]).flatMap((code) => {
    const where = damaged.filter(({ damages }) => damages.includes(code)).map(({ pointer }) => pointer);
    return where.length === 0 ? [] : [{ code, detail: `${DAMAGES[code]}: ${where.join(', ')}.` }];
  });
}

function textsOf(value: unknown, pointer: string): { pointer: string; text: string }[] {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, `${pointer}/${name}`));
}
