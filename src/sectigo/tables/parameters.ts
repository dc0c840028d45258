import { type ParameterRow, type PublishedParameter, USUAL } from './parameter-row.js';
import { ISSUANCE_PARAMETERS } from './parameter-rows-issuance.js';
import { ORDERING_PARAMETERS } from './parameter-rows-ordering.js';
import { SHIPPING_PARAMETERS } from './parameter-rows-shipping.js';
import { SUBJECT_PARAMETERS } from './parameter-rows-subject.js';

const ROWS = [
  ...ORDERING_PARAMETERS,
  ...SUBJECT_PARAMETERS,
  ...SHIPPING_PARAMETERS,
  ...ISSUANCE_PARAMETERS,
] as const;

/** The 54 wire names of `!AutoApplyOrder`: anything else does not compile. */
export type ParameterName = (typeof ROWS)[number]['name'];

export interface Parameter extends PublishedParameter {
  readonly name: ParameterName;
  /** False for the three names that are too uncertain to be sent before an operator has named them. */
  readonly confirmed: boolean;
}

/** Every parameter of `!AutoApplyOrder`, in the order of the published table. */
export const PARAMETERS: readonly Parameter[] = ROWS.map(
  (row: ParameterRow & { readonly name: ParameterName }) => ({
    ...USUAL,
    ...row,
    confirmed: row.confidence !== 'inferred-low',
  }),
);

const BY_NAME = new Map(PARAMETERS.map((parameter) => [parameter.name, parameter]));

export function parameterNamed(name: ParameterName): Parameter {
  const parameter = BY_NAME.get(name);
  if (parameter === undefined) throw new Error(`No parameter has the name ${JSON.stringify(name)}`);
  return parameter;
}
