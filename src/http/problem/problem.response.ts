import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ERROR_CODES } from '../../shared/error-code.js';

export class FieldFaultResponse {
  @ApiProperty({ example: '/organization/address/country', description: 'RFC 6901 pointer into the body.' })
  pointer!: string;
  @ApiProperty({ example: 'country-invalid' })
  code!: string;
  @ApiProperty({ example: 'must be an ISO 3166-1 alpha-2 code in capital letters' })
  detail!: string;
}

export class SectigoErrorResponse {
  @ApiProperty({ type: 'integer', nullable: true, example: -4 })
  errorCode!: number | null;
  @ApiProperty({ type: String, nullable: true })
  errorMessage!: string | null;
}

/** RFC 9457, with the members that this API adds. */
export class ProblemResponse {
  @ApiProperty({ format: 'uri', example: 'http://localhost:3000/problems/validation-failed' })
  type!: string;
  @ApiProperty({ example: 'The request is not valid' })
  title!: string;
  @ApiProperty({ type: 'integer', example: 422 })
  status!: number;
  @ApiProperty()
  detail!: string;
  @ApiProperty({ example: '/v1/orders' })
  instance!: string;
  @ApiProperty({ enum: ERROR_CODES })
  code!: string;
  @ApiPropertyOptional({ description: 'Leads an operator to the log lines of the request.' })
  requestId?: string;
  @ApiPropertyOptional()
  orderId?: string;
  @ApiPropertyOptional({ description: 'The earlier order, with reference-conflict and duplicate-order.' })
  existingOrderId?: string;
  @ApiProperty({ description: 'Whether the very same request may succeed later.' })
  retryable!: boolean;
  @ApiProperty({ enum: ['caller', 'operator', 'sectigo'], description: 'Who must act.' })
  actor!: string;
  @ApiPropertyOptional({ type: [FieldFaultResponse] })
  errors?: FieldFaultResponse[];
  @ApiPropertyOptional({ type: SectigoErrorResponse })
  sectigo?: SectigoErrorResponse;
}
