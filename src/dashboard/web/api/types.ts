import { type components } from './gateway-api';

type Schemas = components['schemas'];

export type Problem = Schemas['ProblemResponse'];
export type Order = Omit<Schemas['OrderResponse'], 'problem'> & { readonly problem: Problem | null };
export type OrderPage = { readonly data: readonly Order[]; readonly nextCursor: string | null };
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

/** In the order of an order's life. */
export const STATUSES = [
  'queued',
  'submitting',
  'placed',
  'rejected',
  'failed',
  'held',
  'outcome-unknown',
  'cancelled',
] as const;
