import { ApiProperty, PartialType } from '../../http/openapi/annotations.js';
import { ApplicantDto, NotificationsDto, ValidationDto } from '../place/applicant.dto.js';
import { AddressDto, OrganizationDto } from '../place/organization.dto.js';
import { PlaceOrderDto } from '../place/place-order.dto.js';

class RenewedAddressDto extends PartialType(AddressDto) {}

class RenewedOrganizationDto extends PartialType(OrganizationDto) {
  @ApiProperty({ type: RenewedAddressDto }) address?: RenewedAddressDto;
}

class RenewedApplicantDto extends PartialType(ApplicantDto) {}

class RenewedValidationDto extends PartialType(ValidationDto) {}

class RenewedNotificationsDto extends PartialType(NotificationsDto) {}

/** The body of a renewal, for the documentation; the resulting order's body is validated. */
export class RenewOrderDto extends PartialType(PlaceOrderDto) {
  @ApiProperty({ type: RenewedOrganizationDto }) organization?: RenewedOrganizationDto;
  @ApiProperty({ type: RenewedApplicantDto }) applicant?: RenewedApplicantDto;
  @ApiProperty({ type: RenewedValidationDto }) validation?: RenewedValidationDto | null;
  @ApiProperty({ type: RenewedNotificationsDto }) notifications?: RenewedNotificationsDto | null;
  @ApiProperty({
    additionalProperties: { type: ['string', 'null'] },
    description: 'Merged with those of the earlier order; null removes one.',
  })
  metadata?: Record<string, string | null> | null;
}
