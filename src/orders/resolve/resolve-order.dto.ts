import { flag, matching, money, oneOf, text } from '../../http/validation/field-rules.js';
import { Field, OptionalField } from '../../http/validation/fields.js';
import { type FieldFault } from '../../shared/gateway-error.js';

/** The body of `POST /v1/orders/{id}/resolve`. */
export class ResolveOrderDto {
  @Field(oneOf(['placed', 'not-placed']), 'Whether Sectigo placed the order.') outcome!:
    'placed' | 'not-placed';
  @OptionalField(
    matching(20, /^[1-9]\d*$/, 'must be an order number of Sectigo'),
    'With placed: the number that Sectigo shows for this order.',
    '3040824',
  )
  sectigoOrderNumber?: string | null;
  @OptionalField(
    money,
    'With placed: what Sectigo charged. If absent, the cost of the candidate with this number, if there is one.',
    '210.00',
  )
  cost?: string | null;
  @OptionalField(flag, 'With not-placed: `true` queues the order again, `false` fails it.')
  resubmit?: boolean | null;
  @Field(text({ max: 1000 }), 'Why you are sure.', 'Looked it up in the portal at 10:40.') note!: string;
}

/** Which members belong to which outcome; a mixture is refused. */
export function resolutionFaults({
  outcome,
  sectigoOrderNumber,
  cost,
  resubmit,
}: ResolveOrderDto): FieldFault[] {
  const given = (value: unknown): boolean => value !== undefined && value !== null;
  const placed = outcome === 'placed';
  const required = { code: 'required', detail: `is required with the outcome ${outcome}` };
  const misplaced = { code: 'argument-not-applicable', detail: `does not belong to the outcome ${outcome}` };
  return [
    ...(placed && !given(sectigoOrderNumber) ? [{ pointer: '/sectigoOrderNumber', ...required }] : []),
    ...(placed && given(resubmit) ? [{ pointer: '/resubmit', ...misplaced }] : []),
    ...(!placed && !given(resubmit) ? [{ pointer: '/resubmit', ...required }] : []),
    ...(!placed && given(sectigoOrderNumber) ? [{ pointer: '/sectigoOrderNumber', ...misplaced }] : []),
    ...(!placed && given(cost) ? [{ pointer: '/cost', ...misplaced }] : []),
  ];
}
