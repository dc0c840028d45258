import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CERTIFICATE_TYPES, PROVISIONING_METHODS } from '../domain/order-details.js';
import { ORDER_STATUSES } from '../domain/order-status.js';
import { ProblemResponse } from '../../http/problem/problem.response.js';
import { ApplicantDto, NotificationsDto, ValidationDto } from './applicant.dto.js';
import { OrganizationDto } from './organization.dto.js';
import { ShippingDto } from './provisioning.dto.js';

export class CsrSummaryResponse {
  @ApiProperty({ example: 'CN=Company ABC 123, C=US' })
  subject!: string;
  @ApiProperty({ enum: ['RSA', 'EC'] })
  keyAlgorithm!: string;
  @ApiProperty({ type: 'integer', example: 3072, description: 'Bits.' })
  keySize!: number;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'Of the DER.' })
  sha256!: string;
}

export class ProvisioningResponse {
  @ApiProperty({ enum: PROVISIONING_METHODS })
  method!: string;
  @ApiPropertyOptional()
  hsmType?: string;
  @ApiPropertyOptional({ type: CsrSummaryResponse })
  csr?: CsrSummaryResponse;
  @ApiPropertyOptional({ type: 'integer' })
  offerType?: number;
  @ApiPropertyOptional({ type: ShippingDto })
  shipping?: ShippingDto;
}

export class SectigoResponse {
  @ApiProperty({ example: '3040824' })
  orderNumber!: string;
  @ApiProperty({ type: String, nullable: true })
  certificateId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: "Sectigo's own word, opaque." })
  certificateState!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '210.00', description: "In the account's currency." })
  cost!: string | null;
  @ApiProperty({ description: 'Sectigo has the order and waits for money.' })
  paymentOutstanding!: boolean;
}

export class CertificateResponse {
  @ApiProperty({
    enum: ['pending', 'awaiting-brand-validation', 'issued', 'rejected', 'revoked', 'replaced', 'failed'],
  })
  status!: string;
  @ApiProperty({ type: String, nullable: true })
  statusDescription!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  issuedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt!: string | null;
}

/** An order as the API shows it. */
export class OrderResponse {
  @ApiProperty({ example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA' })
  id!: string;
  @ApiProperty({ enum: ORDER_STATUSES })
  status!: string;
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W' })
  clientId!: string;
  @ApiProperty({ type: String, nullable: true, example: 'PO-4711' })
  reference!: string | null;
  @ApiProperty()
  test!: boolean;
  @ApiProperty({ enum: CERTIFICATE_TYPES })
  certificateType!: string;
  @ApiProperty({ type: 'integer', example: 365 })
  validityDays!: number;
  @ApiProperty({ type: ProvisioningResponse })
  provisioning!: ProvisioningResponse;
  @ApiProperty({ type: OrganizationDto })
  organization!: OrganizationDto;
  @ApiProperty({ type: ApplicantDto })
  applicant!: ApplicantDto;
  @ApiProperty({ type: ValidationDto })
  validation!: ValidationDto;
  @ApiProperty({ type: NotificationsDto })
  notifications!: NotificationsDto;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  metadata!: Record<string, string>;
  @ApiProperty({ type: SectigoResponse, nullable: true, description: 'Null until placed.' })
  sectigo!: SectigoResponse | null;
  @ApiProperty({ type: CertificateResponse, nullable: true, description: 'Null until placed.' })
  certificate!: CertificateResponse | null;
  @ApiProperty({
    type: ProblemResponse,
    nullable: true,
    description: 'Why the order is rejected, failed, held or outcome-unknown.',
  })
  problem!: object | null;
  @ApiProperty({ type: 'integer', description: 'Tries so far.' })
  attempts!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextAttemptAt!: string | null;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  placedAt!: string | null;
}

export class OrderListResponse {
  @ApiProperty({ type: [OrderResponse] })
  data!: OrderResponse[];
  @ApiProperty({ type: String, nullable: true, description: 'Send it as cursor for the next page.' })
  nextCursor!: string | null;
}
