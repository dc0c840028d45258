import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ListOf, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';

const RESULTS = ['found', 'absent', 'ambiguous', 'report-failed'] as const;
const SEARCHED_BY = ['our-id', 'comparison'] as const;

/** Unreadable fields of a line of Sectigo's report. */
class UnreadableFields {
  @Text.optional('A text that is not a time.', '11/06/2025') placedAt?: string;
  @Text.optional('A text that is not an id.', 'n/a') certificateId?: string;
  @Text.optional('A text that is not an amount, or an amount that is too large.', '999999999999.99')
  cost?: string;
}

/** A line of Sectigo's report that may be the order. */
export class ReconciliationCandidate {
  @Text("Sectigo's order number.", '3040824') orderNumber!: string;
  @Time(
    'When Sectigo took the order, according to the report, read as UTC if it names no zone. If the report has no ' +
      'readable time, when it was read: see `unreadable`.',
  )
  placedAt!: string;
  @Text.orNull("Sectigo's word for its status.", 'Awaiting Validation') status!: string | null;
  @Text.orNull('The value that Sectigo has.', 'Company ABC 123') organizationName!: string | null;
  @Text.orNull('The value that Sectigo has.', 'Marketing') organizationalUnitName!: string | null;
  @Text.orNull('The value that Sectigo has.', 'Elm Street 12') streetAddress1!: string | null;
  @Text.orNull('The value that Sectigo has.', 'Los Angeles') localityName!: string | null;
  @Text.orNull('The value that Sectigo has.', 'CA') stateOrProvinceName!: string | null;
  @Text.orNull('The value that Sectigo has.', '90002') postalCode!: string | null;
  @Text.orNull('The value that Sectigo has.', 'US') countryName!: string | null;
  @Text.orNull("Sectigo's certificate id.", '9003040824') certificateId!: string | null;
  @Text.orNull('What Sectigo charged.', '210.00') cost!: string | null;
  @ListOf(String, {
    description: 'Fields in which the line differs from the order.',
    example: ['organizationalUnitName'],
  })
  differences!: string[];
  @ListOf(String, {
    description: 'Other orders of this gateway that the line fits just as well.',
    example: [EXAMPLE_ID.ord],
  })
  rivals!: string[];
  @Part(UnreadableFields, 'Values of the line that could not be read, as Sectigo wrote them.')
  unreadable!: UnreadableFields;
}

/** The search in Sectigo's report for an order whose outcome is unknown. */
export class ReconciliationResponse {
  @Text('The id of the order.', EXAMPLE_ID.ord) orderId!: string;
  @Text("The order's status.", 'outcome-unknown') status!: string;
  @Whole('How often the report was read for this order.', 2) checks!: number;
  @Time.orNull('When it was last looked for.') lastCheckedAt!: Date | null;
  @Time.orNull('When it will be looked for next.') nextCheckAt!: Date | null;
  @OneOf.orNull(RESULTS, 'The result of the last check.') result!: (typeof RESULTS)[number] | null;
  @OneOf.orNull(
    SEARCHED_BY,
    'How the last check looked for it: by the id that was sent as `foreignOrderNumber`, or by comparing the ' +
      'fields of every line.',
  )
  searchedBy!: (typeof SEARCHED_BY)[number] | null;
  @Time.orNull({ description: 'Since when no report has had a trace of the order.', example: null })
  absentSince!: Date | null;
  @ListOf(
    ReconciliationCandidate,
    'Lines of the report that belong to no known order, so any of them may be this order. The likeliest first, ' +
      '50 at most.',
  )
  candidates!: ReconciliationCandidate[];
  @Whole('How many more such lines the report has.', 0) moreCandidates!: number;
  @Time.orNull({
    description: 'When it was sent once more, because reports had no trace of it.',
    example: null,
  })
  resubmittedAt!: Date | null;
}
