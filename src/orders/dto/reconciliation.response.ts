import { ApiProperty } from '@nestjs/swagger';

const RESULTS = ['found', 'absent', 'ambiguous', 'report-failed'] as const;

/** A line of Sectigo's report that may be the order. */
export class ReconciliationCandidate {
  @ApiProperty({ example: '3040824' })
  orderNumber!: string;
  @ApiProperty({ format: 'date-time' })
  placedAt!: string;
  @ApiProperty({ type: String, nullable: true })
  status!: string | null;
  @ApiProperty({ type: String, nullable: true })
  organizationName!: string | null;
  @ApiProperty({ type: String, nullable: true })
  organizationalUnitName!: string | null;
  @ApiProperty({ type: String, nullable: true })
  streetAddress1!: string | null;
  @ApiProperty({ type: String, nullable: true })
  localityName!: string | null;
  @ApiProperty({ type: String, nullable: true })
  stateOrProvinceName!: string | null;
  @ApiProperty({ type: String, nullable: true })
  postalCode!: string | null;
  @ApiProperty({ type: String, nullable: true })
  countryName!: string | null;
  @ApiProperty({ type: String, nullable: true })
  certificateId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '210.00' })
  cost!: string | null;
  @ApiProperty({ type: [String], description: 'The fields in which the line differs from the order.' })
  differences!: string[];
  @ApiProperty({ type: [String], description: 'Other orders of ours that the line fits just as well.' })
  rivals!: string[];
}

/** The search in Sectigo's report for an order whose outcome is unknown. */
export class ReconciliationResponse {
  @ApiProperty({ example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA' })
  orderId!: string;
  @ApiProperty({ example: 'outcome-unknown' })
  status!: string;
  @ApiProperty({ type: 'integer' })
  checks!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastCheckedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextCheckAt!: string | null;
  @ApiProperty({ type: String, enum: RESULTS, nullable: true, description: 'Of the last check.' })
  result!: (typeof RESULTS)[number] | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when every report has had no trace of the order.',
  })
  absentSince!: string | null;
  @ApiProperty({ type: [ReconciliationCandidate] })
  candidates!: ReconciliationCandidate[];
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was sent once more because reports had no trace of it.',
  })
  resubmittedAt!: string | null;
}
