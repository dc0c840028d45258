import { type components } from '../../../client/src/gateway-api';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type ProblemType = Schemas['ProblemType'];
export type DeliveredCertificate = Schemas['DeliveredCertificate'];
export type Order = Omit<Schemas['Order'], 'problem'> & { readonly problem: Problem | null };
export type Certificate = Schemas['Certificate'];
export type OrderPage = { readonly data: readonly Order[]; readonly nextCursor: string | null };
export type OrderForm = Schemas['OrderForm'];
export type Timeline = Schemas['Timeline'];
export type TimelineEntry = Schemas['TimelineEntry'];
/** An entry of one kind. */
export type TimelineOf<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>;
export type Reconciliation = Schemas['Reconciliation'];
export type Candidate = Schemas['ReconciliationCandidate'];
export type Resolution = Schemas['ResolveOrder'];
export type Summary = Schemas['Summary'];
export type SubmissionState = Schemas['SubmissionState'];
export type Activity = Schemas['Activity'];
export type MonthSpend = Schemas['MonthSpend'];
export type Client = Schemas['Client'];
export type NewClient = Schemas['NewClient'];
export type NewKey = Schemas['Key'];
export type ClientPage = Schemas['ClientList'];
export type Webhook = Schemas['Webhook'];
export type WebhookPage = Schemas['WebhookList'];
export type Delivery = Schemas['Delivery'];
export type DeliveryPage = Schemas['DeliveryList'];
export type EventType = Schemas['Event']['type'];
export type KeptText = Schemas['KeptTextSummary'];
export type KeptTextPage = Schemas['KeptTextList'];
export type Push = Schemas['Notification'];
export type PushPage = Schemas['NotificationList'];
export type AuditEntry = Schemas['AuditEntry'];
export type AuditPage = Schemas['AuditList'];
export type AuditVerification = Schemas['AuditVerification'];

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
