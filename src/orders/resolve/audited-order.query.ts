import { Prisma } from '../../platform/prisma/generated/client.js';

/** What the audit trail keeps of an order, before and after a change: nothing about what or who it is for. */
export const AUDITED_ORDER = Prisma.sql`jsonb_strip_nulls(jsonb_build_object(
  'status', orders.status, 'version', orders.version, 'problem', orders.problem->>'code',
  'sectigoOrderNumber', orders.sectigo_order_number))`;
