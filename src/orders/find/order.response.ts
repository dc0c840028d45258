import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CERTIFICATE_MISMATCHES, CERTIFICATE_STATUSES } from '../domain/certificate-status.js';
import { CERTIFICATE_TYPES, PROVISIONING_METHODS } from '../domain/order-details.js';
import { ORDER_STATUSES } from '../domain/order-status.js';
import { ProblemResponse } from '../../http/problem/problem.response.js';
import { ApplicantDto, NotificationsDto, ValidationDto } from '../place/applicant.dto.js';
import { OrganizationDto } from '../place/organization.dto.js';
import { ShippingDto } from '../place/provisioning.dto.js';

export class CsrSummaryResponse {
  @ApiProperty({ example: 'CN=Company ABC 123, C=US', description: 'The subject of the request.' })
  subject!: string;
  @ApiProperty({ enum: ['RSA', 'EC'], description: 'Kind of the key.' })
  keyAlgorithm!: string;
  @ApiProperty({ type: 'integer', example: 3072, description: 'Bits.' })
  keySize!: number;
  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the DER.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string;
}

export class ProvisioningResponse {
  @ApiProperty({ enum: PROVISIONING_METHODS, description: 'As it was ordered.' })
  method!: string;
  @ApiPropertyOptional({ example: 'YUBIKEY', description: 'With remote: the hardware that holds the key.' })
  hsmType?: string;
  @ApiPropertyOptional({
    type: CsrSummaryResponse,
    description: 'With remote: the certificate request, without its body.',
  })
  csr?: CsrSummaryResponse;
  @ApiPropertyOptional({ type: 'integer', example: 22, description: 'With token: the shipping option.' })
  offerType?: number;
  @ApiPropertyOptional({ type: ShippingDto, description: 'With token: where it goes.' })
  shipping?: ShippingDto;
}

export class SectigoResponse {
  @ApiProperty({ example: '3040824', description: "Sectigo's number of the order." })
  orderNumber!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '9003040825',
    description: "Sectigo's id of the certificate.",
  })
  certificateId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "Sectigo's own word, opaque.",
    example: 'Awaiting Validation',
  })
  certificateState!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '210.00', description: "In the account's currency." })
  cost!: string | null;
  @ApiProperty({ description: 'Sectigo has the order and waits for money.' })
  paymentOutstanding!: boolean;
}

export class CertificateResponse {
  @ApiProperty({ enum: CERTIFICATE_STATUSES, description: 'What became of the certificate.' })
  status!: string;
  @ApiProperty({ type: String, nullable: true, example: null, description: "Sectigo's words about it." })
  statusDescription!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it was issued.',
  })
  issuedAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it was revoked.',
  })
  revokedAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When the delivered certificate ends.',
  })
  expiresAt!: string | null;
  @ApiProperty({
    enum: CERTIFICATE_MISMATCHES,
    isArray: true,
    example: [],
    description:
      'In what the delivered certificate is not what was ordered: another organization, another key than that of the ' +
      'CSR, another validity, a chain that does not lead up. Look at it before using it.',
  })
  mismatches!: string[];
}

/** An order as the API shows it. */
export class OrderResponse {
  @ApiProperty({ example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', description: 'The id of the order.' })
  id!: string;
  @ApiProperty({ enum: ORDER_STATUSES, example: 'placed', description: 'Where the order stands.' })
  status!: string;
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'Whose order it is.' })
  clientId!: string;
  @ApiProperty({ type: String, nullable: true, example: 'PO-4711', description: "The caller's reference." })
  reference!: string | null;
  @ApiProperty({ description: 'Whether it is a test order.' })
  test!: boolean;
  @ApiProperty({ enum: CERTIFICATE_TYPES, description: 'As it was ordered.' })
  certificateType!: string;
  @ApiProperty({ type: 'integer', example: 365, description: 'Days that the certificate is valid.' })
  validityDays!: number;
  @ApiProperty({
    type: ProvisioningResponse,
    example: { method: 'deferred' },
    description: 'As it was ordered, without CSR and attestation.',
  })
  provisioning!: ProvisioningResponse;
  @ApiProperty({ type: OrganizationDto, description: 'As it was ordered.' })
  organization!: OrganizationDto;
  @ApiProperty({ type: ApplicantDto, description: 'As it was ordered.' })
  applicant!: ApplicantDto;
  @ApiProperty({ type: ValidationDto, description: 'As it was ordered.' })
  validation!: ValidationDto;
  @ApiProperty({ type: NotificationsDto, description: 'As it was ordered.' })
  notifications!: NotificationsDto;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { costCentre: '42' },
    description: "The caller's notes.",
  })
  metadata!: Record<string, string>;
  @ApiProperty({ type: SectigoResponse, nullable: true, description: 'Null until placed.' })
  sectigo!: SectigoResponse | null;
  @ApiProperty({ type: CertificateResponse, nullable: true, description: 'Null until placed.' })
  certificate!: CertificateResponse | null;
  @ApiProperty({
    type: ProblemResponse,
    nullable: true,
    description: 'Why the order is rejected, failed, held or outcome-unknown.',
    example: null,
  })
  problem!: object | null;
  @ApiProperty({ type: 'integer', description: 'Tries so far.', example: 1 })
  attempts!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When it is sent again, of a queued order.',
  })
  nextAttemptAt!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When it was accepted.' })
  createdAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When it last changed.' })
  updatedAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-11-22T09:30:00.000Z',
    description: 'When Sectigo accepted it.',
  })
  placedAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The order that this one renews.',
  })
  renewalOf!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'The newest order that renews this one, whatever became of it.',
  })
  renewedBy!: string | null;
}

export class OrderListResponse {
  @ApiProperty({ type: [OrderResponse], description: 'The orders of the page.' })
  data!: OrderResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Send it as cursor for the next page.',
    example: null,
  })
  nextCursor!: string | null;
}
