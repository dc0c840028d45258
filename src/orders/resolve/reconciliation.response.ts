import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const RESULTS = ['found', 'absent', 'ambiguous', 'report-failed'] as const;

/** What a line of Sectigo's report has and nobody could read. */
class UnreadableFields {
  @ApiPropertyOptional({ example: '11/06/2025', description: 'No moment.' })
  placedAt?: string;
  @ApiPropertyOptional({ example: 'n/a', description: 'No id.' })
  certificateId?: string;
  @ApiPropertyOptional({ example: '999999999999.99', description: 'No amount, or too large a one.' })
  cost?: string;
}

/** A line of Sectigo's report that may be the order. */
export class ReconciliationCandidate {
  @ApiProperty({ example: '3040824', description: "Sectigo's order number." })
  orderNumber!: string;
  @ApiProperty({
    format: 'date-time',
    description:
      'When Sectigo took the order, as the report says; as UTC where it names no zone. Where it names no moment, when ' +
      'the report was read: see `unreadable`.',
  })
  placedAt!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Awaiting Validation',
    description: "Sectigo's word for its status.",
  })
  status!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Company ABC 123',
    description: 'As Sectigo has it.',
  })
  organizationName!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Marketing', description: 'As Sectigo has it.' })
  organizationalUnitName!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Elm Street 12', description: 'As Sectigo has it.' })
  streetAddress1!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Los Angeles', description: 'As Sectigo has it.' })
  localityName!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'CA', description: 'As Sectigo has it.' })
  stateOrProvinceName!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '90002', description: 'As Sectigo has it.' })
  postalCode!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'US', description: 'As Sectigo has it.' })
  countryName!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '9003040824',
    description: "Sectigo's id of the certificate.",
  })
  certificateId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '210.00', description: 'What Sectigo charged.' })
  cost!: string | null;
  @ApiProperty({
    type: [String],
    description: 'The fields in which the line differs from the order.',
    example: ['organizationalUnitName'],
  })
  differences!: string[];
  @ApiProperty({
    type: [String],
    description: 'Other orders of ours that the line fits just as well.',
    example: ['ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA'],
  })
  rivals!: string[];
  @ApiProperty({
    type: UnreadableFields,
    description: 'What the line has and nobody could read, as Sectigo wrote it.',
  })
  unreadable!: UnreadableFields;
}

/** The search in Sectigo's report for an order whose outcome is unknown. */
export class ReconciliationResponse {
  @ApiProperty({ example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', description: 'The id of the order.' })
  orderId!: string;
  @ApiProperty({ example: 'outcome-unknown', description: "The order's status." })
  status!: string;
  @ApiProperty({ type: 'integer', example: 2, description: 'How often the report was read for it.' })
  checks!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last looked for.',
  })
  lastCheckedAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is looked for next.',
  })
  nextCheckAt!: string | null;
  @ApiProperty({ type: String, enum: RESULTS, nullable: true, description: 'Of the last check.' })
  result!: (typeof RESULTS)[number] | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when every report has had no trace of the order.',
    example: null,
  })
  absentSince!: string | null;
  @ApiProperty({
    type: [ReconciliationCandidate],
    description:
      'Lines of the report that belong to no order of ours, and so may be this one, whatever they say. The likeliest first, ' +
      '50 at most.',
  })
  candidates!: ReconciliationCandidate[];
  @ApiProperty({ type: 'integer', example: 0, description: 'How many more such lines the report had.' })
  moreCandidates!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was sent once more because reports had no trace of it.',
    example: null,
  })
  resubmittedAt!: string | null;
}
