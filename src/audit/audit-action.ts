/** The actions of people; the part before the dot names the target. */
export const AUDIT_ACTIONS = [
  'order.cancel',
  'order.retry',
  'order.resolve',
  'order.reconcile',
  'order.reread',
  'order.revoke',
  'submissions.pause',
  'submissions.resume',
  'client.create',
  'client.update',
  'client.disable',
  'client.add-key',
  'client.revoke-key',
  'webhook.create',
  'webhook.update',
  'webhook.delete',
  'webhook.rotate-secret',
  'webhook.encrypt-secret',
  'webhook.test',
  'webhook.replay',
  'notification.reread',
  'session.sign-in',
  'session.sign-out',
  'session.refuse',
  'session.end',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** `system`: a command of `sectigo-gateway`; `unknown`: someone whose login failed. */
export const ACTOR_KINDS = ['operator', 'client', 'system', 'unknown'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];
