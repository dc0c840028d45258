import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { type FieldFault } from '../../shared/gateway-error.js';
import { knownPart } from './known-part.js';
import { refusePrivateKeys } from './refuse-private-keys.js';
import { toFieldFaults } from './validation-faults.js';

/**
 * Reads a JSON value as a DTO and finds every fault of it. Unknown members are faults too: a misspelt field would
 * otherwise be dropped in silence, and the order would be another one than was meant. Members that are to be read
 * `apart` are left out. Throws at private keys.
 */
export async function validateDto<T extends object>(
  type: new () => T,
  value: unknown,
  apart: readonly string[] = [],
): Promise<{ dto: T; faults: FieldFault[] }> {
  refusePrivateKeys(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const fault = { pointer: '', code: 'invalid-type', detail: 'the body must be a JSON object' };
    return { dto: new type(), faults: [fault] };
  }
  const known = knownPart(type, value, apart);
  const dto = plainToInstance(type, known.part);
  const errors = await validate(dto, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return { dto, faults: [...known.faults, ...toFieldFaults(errors)] };
}
