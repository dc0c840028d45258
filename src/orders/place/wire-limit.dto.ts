import { type FieldRule, text } from '../../http/validation/field-rules.js';
import { type ParameterName, parameterNamed } from '../../sectigo/index.js';

/** The greatest length that Sectigo takes for a parameter, in characters. */
export function wireLimit(name: ParameterName): number {
  const { maxLength } = parameterNamed(name);
  if (maxLength === null) throw new Error(`Sectigo's parameter ${name} has no length limit`);
  return maxLength;
}

/** A line of text that Sectigo takes for a parameter. */
export const wireText = (name: ParameterName): FieldRule => text({ max: wireLimit(name) });
