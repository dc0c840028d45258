import { country, matching, oneOf, text } from '../../http/validation/field-rules.js';
import { Field, ObjectField, OptionalField } from '../../http/validation/fields.js';
import { BUSINESS_CATEGORIES, type OrderDetails } from '../domain/order-details.js';
import { wireLimit } from './wire-limit.js';

export class AddressDto {
  @Field(text({ max: wireLimit('streetAddress1') }), {
    example: 'Elm Street 12',
    description: 'Street and number.',
  })
  line1!: string;

  @OptionalField(text({ max: wireLimit('streetAddress2') }), {
    type: String,
    example: 'Building C',
    description: 'More of the address, where one line is too short.',
  })
  line2?: string | null;

  @OptionalField(text({ max: wireLimit('streetAddress3') }), {
    type: String,
    example: 'Third floor',
    description: 'As line2.',
  })
  line3?: string | null;

  @Field(text({ max: wireLimit('localityName') }), { example: 'Los Angeles', description: 'City.' })
  city!: string;

  @Field(text({ max: wireLimit('stateOrProvinceName') }), {
    example: 'CA',
    description: 'Where a country has no states, send the city.',
  })
  stateOrProvince!: string;

  @Field(text({ max: wireLimit('postalCode') }), { example: '90002', description: 'Postal code.' })
  postalCode!: string;

  @Field(country, { example: 'US', description: 'ISO 3166-1 alpha-2.' })
  country!: string;
}

export class OrganizationDto {
  @Field(text({ max: wireLimit('organizationName') }), {
    example: 'Company ABC 123',
    description: 'The registered name, as it will be in the certificate.',
  })
  name!: string;

  @OptionalField(text({ max: wireLimit('organizationalUnitName') }), {
    type: String,
    example: 'Marketing',
    description: 'Department.',
  })
  unit?: string | null;

  @ObjectField(() => AddressDto, { description: 'The registered address.' })
  address!: AddressDto;

  @OptionalField(matching(wireLimit('dunsNumber'), /^\d{9}$/, 'must have nine digits'), {
    type: String,
    example: '123456789',
    description: 'D-U-N-S number.',
  })
  dunsNumber?: string | null;

  @OptionalField(text({ max: wireLimit('companyNumber') }), {
    type: String,
    example: 'HRB 123456',
    description: 'Number in the register of companies.',
  })
  registrationNumber?: string | null;

  @OptionalField(oneOf(BUSINESS_CATEGORIES), {
    enum: BUSINESS_CATEGORIES,
    description: 'What kind of organization it is.',
  })
  businessCategory?: OrderDetails['organization']['businessCategory'] | null;
}
