import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Flag, ListOf, OneOf, Part, Text, Whole } from '../../http/openapi/property.js';
import { ERROR_CODES, type ErrorCode } from '../../shared/error-code.js';
import { type Actor, ACTORS } from '../../shared/problems/problem-type.js';

export class FieldFaultResponse {
  @Text('RFC 6901 pointer into the body.', '/organization/address/country') pointer!: string;
  @Text('The name of the fault, for programs.', 'country-invalid') code!: string;
  @Text('A sentence for people.', 'must be an ISO 3166-1 alpha-2 code in capital letters') detail!: string;
}

export class SectigoErrorResponse {
  @Whole.orNull("Sectigo's error code.", -4) errorCode!: number | null;
  @Text.orNull(
    "Sectigo's own words, at most 500 characters.",
    "The value of the 'countryName' argument is invalid!",
  )
  errorMessage!: string | null;
}

/** RFC 9457, with the members that this API adds. */
export class ProblemResponse {
  @Text({
    format: 'uri',
    example: 'http://localhost:3000/problems/validation-failed',
    description: 'The kind of the problem, and the address of the page that explains it.',
  })
  type!: string;
  @Text('The kind of the problem in a few words.', 'The request is not valid') title!: string;
  @Whole('The HTTP status.', 422) status!: number;
  @Text(
    'What happened this time.',
    'One or more values break the rules of this API; every fault is listed in errors.',
  )
  detail!: string;
  @Text('The path of the request, or of the order that has the problem.', '/v1/orders') instance!: string;
  @OneOf(ERROR_CODES, 'The last part of `type`, for programs.', 'validation-failed') code!: ErrorCode;
  @Text.optional({
    description: 'With this id an operator finds the log lines of the request.',
    example: EXAMPLE_ID.req,
  })
  requestId?: string;
  @Text.optional('The order that has the problem.', EXAMPLE_ID.ord) orderId?: string;
  @Text.optional({
    description: 'The earlier order, for `reference-conflict` and `duplicate-order`.',
    example: EXAMPLE_ID.ord,
  })
  existingOrderId?: string;
  @Flag({ description: 'Whether the same request may succeed later.', example: false })
  retryable!: boolean;
  @OneOf(ACTORS, { description: 'Who must act.', example: 'caller' }) actor!: Actor;
  @ListOf.optional(
    FieldFaultResponse,
    'For `validation-failed` every fault of the request, up to 100; otherwise the value that Sectigo refused, if ' +
      'it named one.',
  )
  errors?: readonly FieldFaultResponse[];
  @Part.optional(SectigoErrorResponse, 'What Sectigo answered.') sectigo?: SectigoErrorResponse;
}
