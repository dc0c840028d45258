import { ApiProperty, PickType } from '../../http/openapi/annotations.js';
import {
  base64,
  country,
  email,
  integer,
  lines,
  matching,
  oneOf,
} from '../../http/validation/field-rules.js';
import { Field, OptionalField, OptionalObjectField } from '../../http/validation/fields.js';
import { PROVISIONING_METHODS, type Provisioning } from '../domain/order-details.js';
import { wireLimit, wireText } from './wire-limit.dto.js';

const MAX_OFFER_TYPE = 2_147_483_647;

export class ShippingAddressDto {
  @OptionalField(wireText('shippingStreetAddress1'), 'Street and number.', 'Elm Street 12')
  line1?: string | null;
  @OptionalField(wireText('shippingStreetAddress2'), 'More of the address.', 'Building C')
  line2?: string | null;
  @OptionalField(wireText('shippingStreetAddress3'), 'A third line of the address.', 'Third floor') line3?:
    string | null;
  @OptionalField(
    wireText('shippingLocalityName'),
    'City; needed with any other part of the address.',
    'Los Angeles',
  )
  city?: string | null;
  @OptionalField(wireText('shippingStateOrProvinceName'), 'Needed with any other part of the address.', 'CA')
  stateOrProvince?: string | null;
  @OptionalField(wireText('shippingPostalCode'), 'Needed with any other part of the address.', '90002')
  postalCode?: string | null;
  @OptionalField(country, 'ISO 3166-1 alpha-2; needed with any other part of the address.', 'US')
  country?: string | null;
}

export class ShippingContactDto {
  @OptionalField(wireText('shippingTitle'), 'Form of address.', 'Mr') title?: string | null;
  @OptionalField(wireText('shippingForename'), 'Given name; needed with an address.', 'John')
  firstName?: string | null;
  @OptionalField(wireText('shippingSurname'), 'Family name; needed with an address.', 'Doe')
  lastName?: string | null;
  @OptionalField(
    email(wireLimit('shippingEmailAddress')),
    'E-mail; needed with an address.',
    'john.doe@example.com',
  )
  email?: string | null;
  @OptionalField(wireText('shippingTelephone'), 'Telephone; needed with an address.', '+1 213 555 0100')
  phone?: string | null;
}

/** Where the token goes; without it, to the organization's address. */
export class ShippingDto {
  @OptionalField(wireText('shippingOrganizationName'), 'Name on the parcel.', 'Company ABC 123')
  organizationName?: string | null;
  @OptionalField(wireText('shippingOrganizationalUnitName'), 'Department on the parcel.', 'Marketing')
  unit?: string | null;
  @OptionalObjectField(ShippingAddressDto, 'Where the token goes.') address?: ShippingAddressDto | null;
  @OptionalObjectField(ShippingContactDto, 'Who receives the token.') contact?: ShippingContactDto | null;
}

/** All members of all methods; which belong together is in `cross-field-rules.ts`. */
export class ProvisioningDto {
  @Field(
    oneOf(PROVISIONING_METHODS),
    'remote: the key is in your own hardware; token: Sectigo ships one; deferred: that is settled later.',
  )
  method!: Provisioning['method'];
  @OptionalField(
    matching(wireLimit('hsmType'), /^[A-Z0-9_]{2,20}$/, 'must be a name such as YUBIKEY or LUNA'),
    'The kind of HSM. Known: LUNA, YUBIKEY, MARVELL_GOOGLE, FORTANIX, YUBIHSM2, NSHIELD.',
    'YUBIKEY',
  )
  hsmType?: string | null;
  @OptionalField(base64(wireLimit('keyAttestation')), {
    description:
      'The attestation in base64: for LUNA PKCS#7, for YUBIKEY two PEM certificates, for MARVELL_GOOGLE binary.',
    example: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
  })
  keyAttestation?: string | null;
  @OptionalField(lines(wireLimit('csr')), {
    description: 'A PKCS#10 request as PEM or bare base64.',
    example: 'MIH9MIGjAgEAMEExCzAJBgNVBAYTAlVT',
  })
  csr?: string | null;
  @OptionalField(integer(1, MAX_OFFER_TYPE), 'Shipping option of the token.', 22) offerType?: number | null;
  @OptionalObjectField(ShippingDto, "Where the token goes; by default to the organization's address.")
  shipping?: ShippingDto | null;
}

const Method = (method: Provisioning['method']): PropertyDecorator =>
  ApiProperty({ enum: [method], description: 'The way of provisioning.' });
const Needed = (): PropertyDecorator => ApiProperty({ required: true, nullable: false });

/** The members of each method, for the documentation; requests are read as `ProvisioningDto`. */
export class RemoteProvisioningDto extends PickType(ProvisioningDto, ['hsmType', 'keyAttestation', 'csr']) {
  @Method('remote') method!: 'remote';
  @Needed() override hsmType!: string;
  @Needed() override keyAttestation!: string;
  @Needed() override csr!: string;
}
export class TokenProvisioningDto extends PickType(ProvisioningDto, ['offerType', 'shipping']) {
  @Method('token') method!: 'token';
}
export class DeferredProvisioningDto {
  @Method('deferred') method!: 'deferred';
}
