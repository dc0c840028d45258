import { ApiExtraModels, getSchemaPath } from '../../http/openapi/annotations.js';
import { Texts } from '../../http/openapi/property.js';
import { type FieldRule, flag, oneOf, text } from '../../http/validation/field-rules.js';
import { Field, ObjectField, OptionalField, OptionalObjectField } from '../../http/validation/fields.js';
import { CERTIFICATE_TYPES, type CertificateType } from '../domain/order-details.js';
import { ApplicantDto, NotificationsDto, ValidationDto } from './applicant.dto.js';
import { OrganizationDto } from './organization.dto.js';
import {
  DeferredProvisioningDto,
  ProvisioningDto,
  RemoteProvisioningDto,
  TokenProvisioningDto,
} from './provisioning.dto.js';

const PROVISIONING_SCHEMA = {
  type: Object,
  description: 'How the key gets into its hardware.',
  oneOf: [
    { $ref: getSchemaPath(RemoteProvisioningDto) },
    { $ref: getSchemaPath(TokenProvisioningDto) },
    { $ref: getSchemaPath(DeferredProvisioningDto) },
  ],
  discriminator: {
    propertyName: 'method',
    mapping: {
      remote: getSchemaPath(RemoteProvisioningDto),
      token: getSchemaPath(TokenProvisioningDto),
      deferred: getSchemaPath(DeferredProvisioningDto),
    },
  },
};

const year = oneOf([365]);
/** The same without its schema: in the document `default` comes before `enum`. */
const days: FieldRule = (value) => year(value);

/** The body of `POST /v1/orders`; its metadata are read by `readMetadata`. */
@ApiExtraModels(RemoteProvisioningDto, TokenProvisioningDto, DeferredProvisioningDto)
export class PlaceOrderDto {
  @Field(
    oneOf(CERTIFICATE_TYPES),
    "Whose name is in the certificate: the organization's, that of a person within it, or a person's.",
  )
  certificateType!: CertificateType;
  @OptionalField(days, {
    type: 'integer',
    default: 365,
    enum: [365],
    description: 'How many days the certificate is valid.',
  })
  validityDays?: number | null;
  @ObjectField(ProvisioningDto, PROVISIONING_SCHEMA) provisioning!: ProvisioningDto;
  @ObjectField(OrganizationDto, 'The organization of the certificate.') organization!: OrganizationDto;
  @ObjectField(ApplicantDto, 'Who applies for the certificate.') applicant!: ApplicantDto;
  @OptionalObjectField(ValidationDto, 'Who validates what, and how.') validation?: ValidationDto | null;
  @OptionalObjectField(NotificationsDto, 'Whom Sectigo writes to.') notifications?: NotificationsDto | null;
  @OptionalField(flag, { default: false, description: 'A test order; the account must allow them.' })
  test?: boolean | null;
  @OptionalField(text({ max: 64 }), 'Your own reference, unique among your orders.', 'PO-4711')
  reference?: string | null;
  @Texts.optionalOrNull('Up to 20 keys of up to 40 characters with values of up to 500.', {
    costCentre: '42',
  })
  metadata?: Record<string, string> | null;
  @OptionalField(flag, {
    default: false,
    description: 'Buy the same certificate again although it was ordered within the last 24 hours.',
  })
  allowDuplicate?: boolean | null;
}
