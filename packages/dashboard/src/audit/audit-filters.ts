import { type AuditEntry } from '../api/types';

/** In words; does not compile when one is missing. */
export const ACTIONS: Readonly<Record<AuditEntry['action'], string>> = {
  'order.cancel': 'Order cancelled',
  'order.retry': 'Order queued again',
  'order.resolve': 'Order resolved',
  'order.reconcile': 'Order searched for at Sectigo',
  'order.reread': 'Reply to an order read again',
  'order.revoke': 'Certificate revoked',
  'submissions.pause': 'Sending paused',
  'submissions.resume': 'Sending resumed',
  'client.create': 'Client made',
  'client.update': 'Client changed',
  'client.disable': 'Client disabled',
  'client.add-key': 'Key made',
  'client.revoke-key': 'Key revoked',
  'webhook.create': 'Webhook made',
  'webhook.update': 'Webhook changed',
  'webhook.delete': 'Webhook deleted',
  'webhook.rotate-secret': 'Secret rotated',
  'webhook.encrypt-secret': 'Secret encrypted',
  'webhook.test': 'Webhook tested',
  'webhook.replay': 'Delivery replayed',
  'notification.reread': 'Push read again',
  'session.sign-in': 'Signed in',
  'session.sign-out': 'Signed out',
  'session.refuse': 'Sign-in refused',
  'session.end': 'Session ended',
};

const NAMES = ['actor', 'action', 'target', 'requestId', 'after', 'before'] as const;

/** What the list is narrowed to; all of it is in the address. */
export type AuditFilters = { readonly [name in (typeof NAMES)[number]]?: string };

export function filtersIn(query: URLSearchParams): AuditFilters {
  const given = NAMES.flatMap((name) => {
    const value = query.get(name);
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}

export function toQuery(filters: AuditFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
}
