import { type components } from './gateway-api';

type Schemas = components['schemas'];

export type Problem = Schemas['ProblemResponse'];
export type Order = Omit<Schemas['OrderResponse'], 'problem'> & { readonly problem: Problem | null };
export type Certificate = Schemas['CertificateResponse'];
export type OrderPage = { readonly data: readonly Order[]; readonly nextCursor: string | null };
export type OrderForm = Schemas['OrderFormResponse'];
export type Timeline = Schemas['TimelineResponse'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Reconciliation = Schemas['ReconciliationResponse'];
export type Candidate = Schemas['ReconciliationCandidate'];
export type Resolution = Schemas['ResolveOrderDto'];
export type Summary = Schemas['SummaryResponse'];
export type SubmissionState = Schemas['SubmissionStateResponse'];
export type Activity = Schemas['ActivityResponse'];
export type Client = Schemas['ClientResponse'];
export type NewClient = Schemas['NewClientResponse'];
export type NewKey = Schemas['KeyResponse'];
export type ClientPage = Schemas['ClientListResponse'];
export type Webhook = Schemas['WebhookResponse'];
export type WebhookPage = Schemas['WebhookListResponse'];
export type Delivery = Schemas['DeliveryResponse'];
export type DeliveryPage = Schemas['DeliveryListResponse'];
export type EventType = Schemas['EventResponse']['type'];
export type KeptText = Schemas['KeptTextSummaryResponse'];
export type KeptTextPage = Schemas['KeptTextListResponse'];
export type Push = Schemas['NotificationResponse'];
export type PushPage = Schemas['NotificationListResponse'];
export type AuditEntry = Schemas['AuditEntryResponse'];
export type AuditPage = Schemas['AuditListResponse'];
export type AuditVerification = Schemas['AuditVerificationResponse'];

/** In the order of an order's life; does not compile when one is missing. */
export const STATUSES = Object.keys({
  queued: true,
  submitting: true,
  placed: true,
  rejected: true,
  failed: true,
  held: true,
  'outcome-unknown': true,
  cancelled: true,
} satisfies Record<Order['status'], true>);
