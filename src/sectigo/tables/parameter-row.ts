/**
 * How well a wire name is known: on Sectigo's page, in its sample or in working clients (`seen`); at a sibling
 * endpoint only (`seen-sibling`); or concluded from the naming of the others, with more or less certainty.
 */
export type Confidence = 'seen' | 'seen-sibling' | 'inferred-high' | 'inferred-medium' | 'inferred-low';

export interface PublishedParameter {
  /** Its place in the published table, 1–54. */
  readonly row: number;
  /** The wire name, unless SECTIGO_PARAMETER_NAMES says otherwise. */
  readonly name: string;
  /** Where the caller gives the value in our JSON, or null when the gateway makes the value itself. */
  readonly field: string | null;
  readonly requirement: 'required' | 'conditional' | 'optional';
  readonly type: 'string' | 'integer' | 'char';
  /** In characters; null where none is published. */
  readonly maxLength: number | null;
  /** The closed list of values, or null: lists that Sectigo may lengthen are not closed. */
  readonly allowed: readonly string[] | null;
  readonly confidence: Confidence;
  readonly description: string;
  readonly note: string | null;
}

/** What a row need not say. */
export const USUAL = {
  field: null,
  requirement: 'optional',
  type: 'string',
  maxLength: null,
  allowed: null,
  note: null,
} as const satisfies Partial<PublishedParameter>;

export type ParameterRow = Omit<PublishedParameter, keyof typeof USUAL> &
  Partial<Pick<PublishedParameter, keyof typeof USUAL>>;

export const YES_OR_NO = ['Y', 'N'] as const;
