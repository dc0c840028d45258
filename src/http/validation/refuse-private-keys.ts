import { type ErrorCode } from '../../shared/error-code.js';
import { type FieldFault } from '../../shared/gateway-error.js';
import { holdsPrivateKey } from '../../shared/private-key.js';
import { invalid, isEndless, pointerTo } from './validation-faults.js';

const FAULT = {
  code: 'private-key-not-allowed' satisfies ErrorCode,
  detail: 'contains a private key, which must never leave its hardware',
};

/**
 * Throws if there is a private key anywhere in a body or query, in any member. The error says nothing about
 * such a body, because faults name members, and the key may be in a name.
 */
export function refusePrivateKeys(value: unknown): void {
  const faults: FieldFault[] = [];
  find(value, [], (path) => faults.push({ pointer: pointerTo(...untilEndless(path)), ...FAULT }));
  if (faults.length > 0) throw invalid(faults);
}

function untilEndless(path: readonly string[]): readonly string[] {
  const at = path.findIndex(isEndless);
  return at < 0 ? path : path.slice(0, at);
}

/** A key in a member's name is reported at its parent. */
function find(value: unknown, path: string[], tell: (path: readonly string[]) => void): void {
  if (typeof value === 'string') {
    if (holdsPrivateKey(value)) tell(path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(members)) {
    if (holdsPrivateKey(name)) tell(path);
    path.push(name);
    find(members[name], path, tell);
    path.pop();
  }
}
