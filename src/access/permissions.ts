/** A client acts on its own orders; the others are people and programs of the operators, and see the orders of all. */
export const ROLES = ['client', 'viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export type OperatorRole = Exclude<Role, 'client'>;

const OPERATORS = ['viewer', 'operator', 'admin'] as const;

/** Who may do what. Each route names the permission that it needs. */
export const PERMISSIONS = {
  'me:read': ROLES,
  'orders:read': ROLES,
  'orders:write': ['client', 'operator', 'admin'],
  'webhooks:read': ROLES,
  'webhooks:write': ['client', 'operator', 'admin'],
  'ops:read': OPERATORS,
  'ops:write': ['operator', 'admin'],
  'clients:read': OPERATORS,
  'clients:write': ['admin'],
  'keys:write': ['client'],
  'sessions:read': ['admin'],
  'sessions:write': ['admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof PERMISSIONS;

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}

export function permissionsOf(role: Role): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(role, permission));
}
