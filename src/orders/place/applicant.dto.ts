import { email, flag, integer, language, oneOf } from '../../http/validation/field-rules.js';
import { AbsentOrNullField, Field, OptionalField } from '../../http/validation/fields.js';
import { CALLBACK_METHODS, type OrderDetails } from '../domain/order-details.js';
import { wireLimit, wireText } from './wire-limit.dto.js';

const MAX_TEMPLATE_ID = 2_147_483_647;
const UNCONFIRMED = 'Refused until SECTIGO_PARAMETER_NAMES names it: its wire name is unconfirmed.';

export class ApplicantDto {
  @Field(wireText('appRepTitle'), 'Title or form of address.', 'Mr') jobTitle!: string;
  @Field(wireText('appRepForename'), 'Given name.', 'John') firstName!: string;
  @Field(wireText('appRepSurname'), 'Family name.', 'Doe') lastName!: string;
  @Field(
    email(wireLimit('appRepEmailAddress')),
    'Where Sectigo reaches the applicant.',
    'john.doe@example.com',
  )
  email!: string;
}

export class ValidationDto {
  @OptionalField(flag, { default: false, description: 'You validate the documents, not Sectigo.' })
  customerValidated?: boolean | null;
  @OptionalField(flag, 'Needs RA privileges on the account.') applicantValidatedByPartner?: boolean | null;
  @OptionalField(flag, 'You made the callback, so Sectigo need not.')
  callbackCompletedByPartner?: boolean | null;
  @OptionalField(oneOf(CALLBACK_METHODS), 'How Sectigo calls back.')
  callbackMethod?: OrderDetails['validation']['callbackMethod'] | null;
  @OptionalField(email(wireLimit('contactEmailAddress')), {
    description: "The only address that Sectigo's validation team writes to about this order.",
    example: 'validation@example.com',
  })
  contactEmail?: string | null;
  @OptionalField(email(wireLimit('validationEmailAddress')), {
    description: UNCONFIRMED,
    example: 'customer@example.com',
  })
  customerEmail?: string | null;
}

export class NotificationsDto {
  @AbsentOrNullField(email(wireLimit('emailAddress')), {
    description:
      "Where Sectigo announces the certificate. null: nowhere; absent: the account's default address.",
    example: 'certificates@example.com',
  })
  issuanceEmail?: string | null;
  @OptionalField(language, "Language of Sectigo's e-mails, ISO 639-1.", 'en') language?: string | null;
  @OptionalField(integer(1, MAX_TEMPLATE_ID), {
    description: UNCONFIRMED,
    example: 12,
  })
  callbackTemplateId?: number | null;
  @OptionalField(integer(1, MAX_TEMPLATE_ID), {
    description: UNCONFIRMED,
    example: 13,
  })
  subscriberAgreementTemplateId?: number | null;
}
