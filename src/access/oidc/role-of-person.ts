import { type OidcSettings } from '../../config/config.js';
import { type Person } from '../operator-sessions.repository.js';
import { type OperatorRole } from '../permissions.js';

type Claims = Readonly<Record<string, unknown>>;

const WIDEST_FIRST = ['admin', 'operator', 'viewer'] as const satisfies readonly OperatorRole[];
/** What may be stored and shown. */
const TEXT = /^\P{Cc}{1,255}$/u;

/** The widest role that a value of the claim means; null: none, so the person may not come in. */
export function roleOfPerson(claims: Claims, { roleClaim, roles }: OidcSettings): OperatorRole | null {
  const values = [claims[roleClaim]].flat();
  return (
    WIDEST_FIRST.find((role) => roles.some(([value, means]) => means === role && values.includes(value))) ??
    null
  );
}

/** By the name that colleagues know; the subject may be a number. Null: the claims name nobody. */
export function personIn({ sub, email, preferred_username, name }: Claims): Person | null {
  const names = [email, preferred_username, name, sub].filter(isText);
  return isText(sub) && names[0] !== undefined ? { subject: sub, name: names[0] } : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && TEXT.test(value) && value.isWellFormed();
}
