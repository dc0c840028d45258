import { country, matching, oneOf } from '../../http/validation/field-rules.js';
import { Field, ObjectField, OptionalField } from '../../http/validation/fields.js';
import { BUSINESS_CATEGORIES, type OrderDetails } from '../domain/order-details.js';
import { wireLimit, wireText } from './wire-limit.dto.js';

export class AddressDto {
  @Field(wireText('streetAddress1'), 'Street and number.', 'Elm Street 12') line1!: string;
  @OptionalField(wireText('streetAddress2'), 'More of the address, if one line is too short.', 'Building C')
  line2?: string | null;
  @OptionalField(wireText('streetAddress3'), 'A third line of the address.', 'Third floor') line3?:
    string | null;
  @Field(wireText('localityName'), 'City.', 'Los Angeles') city!: string;
  @Field(wireText('stateOrProvinceName'), 'State or province. If the country has none, send the city.', 'CA')
  stateOrProvince!: string;
  @Field(wireText('postalCode'), 'Postal code.', '90002') postalCode!: string;
  @Field(country, 'ISO 3166-1 alpha-2.', 'US') country!: string;
}

export class OrganizationDto {
  @Field(
    wireText('organizationName'),
    'The registered name, as it will be in the certificate.',
    'Company ABC 123',
  )
  name!: string;
  @OptionalField(wireText('organizationalUnitName'), 'Department.', 'Marketing') unit?: string | null;
  @ObjectField(AddressDto, 'The registered address.') address!: AddressDto;
  @OptionalField(
    matching(wireLimit('dunsNumber'), /^\d{9}$/, 'must have nine digits'),
    'D-U-N-S number.',
    '123456789',
  )
  dunsNumber?: string | null;
  @OptionalField(wireText('companyNumber'), 'Number in the companies register.', 'HRB 123456')
  registrationNumber?: string | null;
  @OptionalField(oneOf(BUSINESS_CATEGORIES), 'What kind of organization it is.')
  businessCategory?: OrderDetails['organization']['businessCategory'] | null;
}
