/** The BullMQ queue that wakes workers for webhooks. */
export const WEBHOOKS_QUEUE = 'webhooks';

/** Ids only. One job for a webhook, not for a delivery: so a receiver has no more than its share, however much is due. */
export interface WebhookJob {
  readonly webhookId: string;
}
