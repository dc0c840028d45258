import { ApiProperty, PickType } from '@nestjs/swagger';
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
  @OptionalField(text({ max: wireLimit('shippingStreetAddress1') }), {
    type: String,
    example: 'Elm Street 12',
    description: 'Street and number.',
  })
  line1?: string | null;

  @OptionalField(text({ max: wireLimit('shippingStreetAddress2') }), {
    type: String,
    example: 'Building C',
    description: 'More of the address.',
  })
  line2?: string | null;

  @OptionalField(text({ max: wireLimit('shippingStreetAddress3') }), {
    type: String,
    example: 'Third floor',
    description: 'As line2.',
  })
  line3?: string | null;

  @OptionalField(text({ max: wireLimit('shippingLocalityName') }), {
    type: String,
    example: 'Los Angeles',
    description: 'City; needed with any other part of the address.',
  })
  city?: string | null;

  @OptionalField(text({ max: wireLimit('shippingStateOrProvinceName') }), {
    type: String,
    example: 'CA',
    description: 'Needed with any other part of the address.',
  })
  stateOrProvince?: string | null;

  @OptionalField(text({ max: wireLimit('shippingPostalCode') }), {
    type: String,
    example: '90002',
    description: 'Needed with any other part of the address.',
  })
  postalCode?: string | null;

  @OptionalField(country, {
    type: String,
    example: 'US',
    description: 'ISO 3166-1 alpha-2; needed with any other part of the address.',
  })
  country?: string | null;
}

export class ShippingContactDto {
  @OptionalField(text({ max: wireLimit('shippingTitle') }), {
    type: String,
    example: 'Mr',
    description: 'Form of address.',
  })
  title?: string | null;

  @OptionalField(text({ max: wireLimit('shippingForename') }), {
    type: String,
    example: 'John',
    description: 'Given name; needed with an address.',
  })
  firstName?: string | null;

  @OptionalField(text({ max: wireLimit('shippingSurname') }), {
    type: String,
    example: 'Doe',
    description: 'Family name; needed with an address.',
  })
  lastName?: string | null;

  @OptionalField(email(wireLimit('shippingEmailAddress')), {
    type: String,
    format: 'email',
    example: 'john.doe@example.com',
    description: 'E-mail; needed with an address.',
  })
  email?: string | null;

  @OptionalField(text({ max: wireLimit('shippingTelephone') }), {
    type: String,
    example: '+1 213 555 0100',
    description: 'Telephone; needed with an address.',
  })
  phone?: string | null;
}

/** Where the token goes; without it, to the organization's address. */
export class ShippingDto {
  @OptionalField(text({ max: wireLimit('shippingOrganizationName') }), {
    type: String,
    example: 'Company ABC 123',
    description: 'Name on the parcel.',
  })
  organizationName?: string | null;

  @OptionalField(text({ max: wireLimit('shippingOrganizationalUnitName') }), {
    type: String,
    example: 'Marketing',
    description: 'Department on the parcel.',
  })
  unit?: string | null;

  @OptionalObjectField(() => ShippingAddressDto, { description: 'Where the token goes.' })
  address?: ShippingAddressDto | null;

  @OptionalObjectField(() => ShippingContactDto, { description: 'Who takes the token in.' })
  contact?: ShippingContactDto | null;
}

/** All members of all methods; which belong together is in `cross-field-rules.ts`. */
export class ProvisioningDto {
  @Field(oneOf(PROVISIONING_METHODS), {
    enum: PROVISIONING_METHODS,
    description:
      'remote: the key is in your own hardware; token: Sectigo ships one; deferred: that is settled later.',
  })
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
    example: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
  })
  keyAttestation?: string | null;

  @OptionalField(lines(wireLimit('csr')), {
    type: String,
    description: 'PKCS#10, PEM or bare base64.',
    example: 'MIH9MIGjAgEAMEExCzAJBgNVBAYTAlVT',
  })
  csr?: string | null;

  @OptionalField(integer(1, MAX_OFFER_TYPE), {
    type: 'integer',
    example: 22,
    description: 'Shipping option of the token.',
  })
  offerType?: number | null;

  @OptionalObjectField(() => ShippingDto, {
    description: "Where the token goes; without it, to the organization's address.",
  })
  shipping?: ShippingDto | null;
}

const Method = (method: Provisioning['method']): PropertyDecorator =>
  ApiProperty({ enum: [method], description: 'Tells the ways of provisioning apart.' });
const Needed = (): PropertyDecorator => ApiProperty({ required: true, nullable: false });

/** The members of each method, for the documentation; `ProvisioningDto` is what is read. */
export class RemoteProvisioningDto extends PickType(ProvisioningDto, ['hsmType', 'keyAttestation', 'csr']) {
  @Method('remote')
  method!: 'remote';
  @Needed()
  override hsmType!: string;
  @Needed()
  override keyAttestation!: string;
  @Needed()
  override csr!: string;
}
export class TokenProvisioningDto extends PickType(ProvisioningDto, ['offerType', 'shipping']) {
  @Method('token')
  method!: 'token';
}
export class DeferredProvisioningDto {
  @Method('deferred')
  method!: 'deferred';
}
