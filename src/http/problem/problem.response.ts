import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ERROR_CODES } from '../../shared/error-code.js';

export class FieldFaultResponse {
  @ApiProperty({ example: '/organization/address/country', description: 'RFC 6901 pointer into the body.' })
  pointer!: string;
  @ApiProperty({ example: 'country-invalid', description: 'A name of the fault, for programs.' })
  code!: string;
  @ApiProperty({
    example: 'must be an ISO 3166-1 alpha-2 code in capital letters',
    description: 'A sentence for people.',
  })
  detail!: string;
}

export class SectigoErrorResponse {
  @ApiProperty({ type: 'integer', nullable: true, example: -4, description: "Sectigo's error code." })
  errorCode!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: "The value of the 'countryName' argument is invalid!",
    description: "Sectigo's own words, at most 500 characters.",
  })
  errorMessage!: string | null;
}

/** RFC 9457, with the members that this API adds. */
export class ProblemResponse {
  @ApiProperty({
    format: 'uri',
    example: 'http://localhost:3000/problems/validation-failed',
    description: 'The kind of the problem, and the address of the page that explains it.',
  })
  type!: string;
  @ApiProperty({
    example: 'The request is not valid',
    description: 'The kind of the problem in a few words.',
  })
  title!: string;
  @ApiProperty({ type: 'integer', example: 422, description: 'The HTTP status.' })
  status!: number;
  @ApiProperty({
    example: 'One or more values break the rules of this API; every fault is listed in errors.',
    description: 'What happened this time.',
  })
  detail!: string;
  @ApiProperty({
    example: '/v1/orders',
    description: 'The path of the request, or of the order that has the problem.',
  })
  instance!: string;
  @ApiProperty({
    enum: ERROR_CODES,
    example: 'validation-failed',
    description: 'The last part of type, for programs.',
  })
  code!: string;
  @ApiPropertyOptional({
    description: 'Leads an operator to the log lines of the request.',
    example: 'req_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
  })
  requestId?: string;
  @ApiPropertyOptional({
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'The order that has the problem.',
  })
  orderId?: string;
  @ApiPropertyOptional({
    description: 'The earlier order, with reference-conflict and duplicate-order.',
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
  })
  existingOrderId?: string;
  @ApiProperty({ description: 'Whether the very same request may succeed later.', example: false })
  retryable!: boolean;
  @ApiProperty({ enum: ['caller', 'operator', 'sectigo'], description: 'Who must act.', example: 'caller' })
  actor!: string;
  @ApiPropertyOptional({
    type: [FieldFaultResponse],
    description:
      'Every fault of the request, the first 100 at most, with validation-failed; what Sectigo refused, if it said so.',
  })
  errors?: FieldFaultResponse[];
  @ApiPropertyOptional({ type: SectigoErrorResponse, description: 'What Sectigo answered.' })
  sectigo?: SectigoErrorResponse;
}
