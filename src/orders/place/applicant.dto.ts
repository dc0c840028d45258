import { email, flag, integer, language, oneOf, text } from '../../http/validation/field-rules.js';
import { AbsentOrNullField, Field, OptionalField } from '../../http/validation/fields.js';
import { CALLBACK_METHODS, type OrderDetails } from '../domain/order-details.js';
import { wireLimit } from './wire-limit.js';

const MAX_TEMPLATE_ID = 2_147_483_647;

export class ApplicantDto {
  @Field(text({ max: wireLimit('appRepTitle') }), { example: 'Mr', description: 'Title or form of address.' })
  jobTitle!: string;

  @Field(text({ max: wireLimit('appRepForename') }), { example: 'John', description: 'Given name.' })
  firstName!: string;

  @Field(text({ max: wireLimit('appRepSurname') }), { example: 'Doe', description: 'Family name.' })
  lastName!: string;

  @Field(email(wireLimit('appRepEmailAddress')), {
    example: 'john.doe@example.com',
    format: 'email',
    description: 'Where Sectigo reaches the applicant.',
  })
  email!: string;
}

export class ValidationDto {
  @OptionalField(flag, {
    type: Boolean,
    default: false,
    description: 'You validate the documents, not Sectigo.',
  })
  customerValidated?: boolean | null;

  @OptionalField(flag, { type: Boolean, description: 'Needs RA privileges on the account.' })
  applicantValidatedByPartner?: boolean | null;

  @OptionalField(flag, { type: Boolean, description: 'You made the callback, Sectigo need not.' })
  callbackCompletedByPartner?: boolean | null;

  @OptionalField(oneOf(CALLBACK_METHODS), {
    enum: CALLBACK_METHODS,
    description: 'How Sectigo shall call back.',
  })
  callbackMethod?: OrderDetails['validation']['callbackMethod'] | null;

  @OptionalField(email(wireLimit('contactEmailAddress')), {
    type: String,
    format: 'email',
    description: 'The only address that Sectigo validation writes to for this order.',
    example: 'validation@example.com',
  })
  contactEmail?: string | null;

  @OptionalField(email(wireLimit('validationEmailAddress')), {
    type: String,
    format: 'email',
    description: 'Refused until SECTIGO_PARAMETER_NAMES names it: its wire name is unconfirmed.',
    example: 'customer@example.com',
  })
  customerEmail?: string | null;
}

export class NotificationsDto {
  @AbsentOrNullField(email(wireLimit('emailAddress')), {
    type: String,
    format: 'email',
    description: "Where the certificate is announced. null: nowhere; absent: the account's default address.",
    example: 'certificates@example.com',
  })
  issuanceEmail?: string | null;

  @OptionalField(language, { type: String, example: 'en', description: 'ISO 639-1.' })
  language?: string | null;

  @OptionalField(integer(1, MAX_TEMPLATE_ID), {
    type: 'integer',
    description: 'Refused until SECTIGO_PARAMETER_NAMES names it: its wire name is unconfirmed.',
    example: 12,
  })
  callbackTemplateId?: number | null;

  @OptionalField(integer(1, MAX_TEMPLATE_ID), {
    type: 'integer',
    description: 'Refused until SECTIGO_PARAMETER_NAMES names it: its wire name is unconfirmed.',
    example: 13,
  })
  subscriberAgreementTemplateId?: number | null;
}
