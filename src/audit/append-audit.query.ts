import { type Role } from '../access/permissions.js';
import { type Actor } from '../access/principal.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { type ActorKind, type AuditAction } from './audit-action.js';

/** Who made a change, from where and in which request: an `Actor`, or someone outside the API. */
export type Author = Pick<Actor, 'credential'> & {
  readonly address: string | null;
  readonly requestId: string | null;
  readonly role: Role | 'system' | 'unknown';
  readonly clientId?: string;
};

export interface AuditNote {
  readonly by: Author;
  readonly action: AuditAction;
  /** Why, in the words of who did it. */
  readonly note?: string | null | undefined;
}

/**
 * The SQL that writes an audit entry beside a change: `source` is the CTE that returned the changed rows, with the
 * columns `id` (of what was changed), `before` and `after` (jsonb: ids, statuses and limits; no persons, no secrets). One statement, so there is no
 * change without its entry. Its lock is for the whole gateway, and must be the last that a transaction waits for: let
 * `source` depend on whatever else locks rows.
 */
export function appendAudit(source: string, { by, action, note }: AuditNote): Prisma.Sql {
  const [targetType] = action.split('.');
  const clientId = by.role === 'client' ? by.clientId : null;
  return Prisma.sql`
    INSERT INTO audit_entries (actor_kind, actor_id, client_id, address, request_id, action, note,
                               target_type, target_id, before, after)
    SELECT ${kindOf(by)}::text, ${by.credential}::text, ${clientId ?? null}::text, ${by.address}::text,
           ${by.requestId}::text, ${action}::text, ${note ?? null}::text, ${targetType}::text, id, before, after
    FROM ${Prisma.raw(source)}`;
}

function kindOf({ role }: Author): ActorKind {
  return role === 'viewer' || role === 'admin' ? 'operator' : role;
}
