import { oneOf, text } from '../../http/validation/field-rules.js';
import { Field, OptionalField } from '../../http/validation/fields.js';
import { type RevocationReasonCode } from '../../sectigo/index.js';

const REASON_CODES = [0, 1, 3, 4, 5] as const satisfies readonly RevocationReasonCode[];
export const UNSPECIFIED: RevocationReasonCode = 0;

/** The body of `POST /v1/orders/{id}/revoke`. */
export class RevokeOrderDto {
  @Field(
    text({ max: 1024 }),
    'Why. The gateway and Sectigo keep it; it has no other effect.',
    'The token was stolen on Monday.',
  )
  reason!: string;
  @OptionalField(oneOf(REASON_CODES), {
    default: UNSPECIFIED,
    example: 1,
    description:
      'The reason code of the revocation list: 0 unspecified, 1 key compromise, 3 affiliation changed, 4 ' +
      'superseded, 5 cessation of operation.',
  })
  reasonCode?: RevocationReasonCode | null;
}
