import { text } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';

/** The body of what needs no body. */
export class NoteDto {
  @OptionalField(
    text({ max: 1000 }),
    'Why, for the timeline and the audit trail.',
    'Ordered twice by mistake.',
  )
  note?: string | null;
}
