import {
  ACCEPTED_PARAMETERS,
  wireNameOf,
  type AcceptedParameter,
  type ParameterName,
  type ParameterNames,
} from './accepted-parameters.js';
import { type Purchase } from './ledger.js';

/** What an order said by the table's name, which the sender may have been told to spell otherwise. */
export function sentAs(name: ParameterName, { form }: Purchase, names: ParameterNames): string {
  const parameter: AcceptedParameter | undefined = ACCEPTED_PARAMETERS.find((row) => row.name === name);
  const wireName = parameter === undefined ? null : wireNameOf(parameter, names);
  return form[wireName ?? name] ?? '';
}
