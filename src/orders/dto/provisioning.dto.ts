import { PickType } from '@nestjs/swagger';
import {
  base64,
  country,
  email,
  integer,
  lines,
  matching,
  oneOf,
  text,
} from '../../http/validation/field-rules.js';
import { Field, OptionalField, OptionalObjectField } from '../../http/validation/fields.js';
import { PROVISIONING_METHODS, type Provisioning } from '../domain/order-details.js';
import { wireLimit } from './wire-limit.js';

const MAX_OFFER_TYPE = 2_147_483_647;

export class ShippingAddressDto {
  @OptionalField(text({ max: wireLimit('shippingStreetAddress1') }), { type: String })
  line1?: string | null;

  @OptionalField(text({ max: wireLimit('shippingStreetAddress2') }), { type: String })
  line2?: string | null;

  @OptionalField(text({ max: wireLimit('shippingStreetAddress3') }), { type: String })
  line3?: string | null;

  @OptionalField(text({ max: wireLimit('shippingLocalityName') }), { type: String })
  city?: string | null;

  @OptionalField(text({ max: wireLimit('shippingStateOrProvinceName') }), { type: String })
  stateOrProvince?: string | null;

  @OptionalField(text({ max: wireLimit('shippingPostalCode') }), { type: String })
  postalCode?: string | null;

  @OptionalField(country, { type: String })
  country?: string | null;
}

export class ShippingContactDto {
  @OptionalField(text({ max: wireLimit('shippingTitle') }), { type: String })
  title?: string | null;

  @OptionalField(text({ max: wireLimit('shippingForename') }), { type: String })
  firstName?: string | null;

  @OptionalField(text({ max: wireLimit('shippingSurname') }), { type: String })
  lastName?: string | null;

  @OptionalField(email(wireLimit('shippingEmailAddress')), { type: String, format: 'email' })
  email?: string | null;

  @OptionalField(text({ max: wireLimit('shippingTelephone') }), { type: String })
  phone?: string | null;
}

/** Where the token goes; without it, to the organization's address. */
export class ShippingDto {
  @OptionalField(text({ max: wireLimit('shippingOrganizationName') }), { type: String })
  organizationName?: string | null;

  @OptionalField(text({ max: wireLimit('shippingOrganizationalUnitName') }), { type: String })
  unit?: string | null;

  @OptionalObjectField(() => ShippingAddressDto)
  address?: ShippingAddressDto | null;

  @OptionalObjectField(() => ShippingContactDto)
  contact?: ShippingContactDto | null;
}

/** All members of all methods; which belong together is in `cross-field-rules.ts`. */
export class ProvisioningDto {
  @Field(oneOf(PROVISIONING_METHODS), { enum: PROVISIONING_METHODS })
  method!: Provisioning['method'];

  @OptionalField(
    matching(wireLimit('hsmType'), /^[A-Z0-9_]{2,20}$/, 'must be a name such as YUBIKEY or LUNA'),
    {
      type: String,
      pattern: '^[A-Z0-9_]{2,20}$',
      example: 'YUBIKEY',
      description: 'Known: LUNA, YUBIKEY, MARVELL_GOOGLE, FORTANIX, YUBIHSM2, NSHIELD.',
    },
  )
  hsmType?: string | null;

  @OptionalField(base64(wireLimit('keyAttestation')), {
    type: String,
    description:
      'base64 of the attestation: LUNA PKCS#7, YUBIKEY two PEM certificates, MARVELL_GOOGLE binary.',
  })
  keyAttestation?: string | null;

  @OptionalField(lines(wireLimit('csr')), { type: String, description: 'PKCS#10, PEM or bare base64.' })
  csr?: string | null;

  @OptionalField(integer(1, MAX_OFFER_TYPE), {
    type: 'integer',
    example: 22,
    description: 'Shipping option of the token.',
  })
  offerType?: number | null;

  @OptionalObjectField(() => ShippingDto)
  shipping?: ShippingDto | null;
}

export class RemoteProvisioningDto extends PickType(ProvisioningDto, [
  'method',
  'hsmType',
  'keyAttestation',
  'csr',
]) {}
export class TokenProvisioningDto extends PickType(ProvisioningDto, ['method', 'offerType', 'shipping']) {}
export class DeferredProvisioningDto extends PickType(ProvisioningDto, ['method']) {}
