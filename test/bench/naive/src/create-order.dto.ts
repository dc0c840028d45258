import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';

class ProvisioningDto {
  @IsIn(['deferred', 'remote', 'token']) method!: string;
}

class AddressDto {
  @Length(1, 128) line1!: string;
  @IsOptional() @Length(1, 128) line2?: string;
  @Length(1, 128) city!: string;
  @Length(1, 128) stateOrProvince!: string;
  @Length(1, 40) postalCode!: string;
  @IsISO31661Alpha2() country!: string;
}

class OrganizationDto {
  @Length(1, 64) name!: string;
  @IsOptional() @Length(1, 64) unit?: string;
  @ValidateNested() @Type(() => AddressDto) address!: AddressDto;
}

class ApplicantDto {
  @Length(1, 64) jobTitle!: string;
  @Length(1, 64) firstName!: string;
  @Length(1, 64) lastName!: string;
  @IsEmail() email!: string;
}

class ValidationDto {
  @IsBoolean() customerValidated!: boolean;
}

export class CreateOrderDto {
  @IsIn(['organization', 'organization-individual', 'individual']) certificateType!: string;
  @IsInt() validityDays!: number;
  @ValidateNested() @Type(() => ProvisioningDto) provisioning!: ProvisioningDto;
  @ValidateNested() @Type(() => OrganizationDto) organization!: OrganizationDto;
  @ValidateNested() @Type(() => ApplicantDto) applicant!: ApplicantDto;
  @ValidateNested() @Type(() => ValidationDto) validation!: ValidationDto;
  @IsString() @Length(1, 64) reference!: string;
  @IsObject() metadata!: Record<string, string>;
}
