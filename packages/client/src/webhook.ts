import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { type webhooks } from './gateway-api.js';

/** What the gateway sends to webhooks, told apart by `type`. */
export type WebhookPayload = webhooks[keyof webhooks]['post']['requestBody']['content']['application/json'];
export { WebhookVerificationError };

/**
 * The event in a webhook's request, if it is signed with `secret` and not older than five minutes; else it throws a
 * `WebhookVerificationError`. `body` must be the bytes that came, not JSON that was parsed and written again.
 */
export function readWebhook(
  secret: string,
  body: string | Buffer,
  headers: Headers | Record<string, string | string[] | undefined>,
): WebhookPayload {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const plain = Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
  return new Webhook(secret).verify(body, plain) as WebhookPayload;
}
