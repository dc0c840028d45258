export { type EventOptions, type GatewayEvent } from './events.js';
export { Gateway, type GatewayOptions, type NewOrder, type Order, type PlaceOptions } from './gateway.js';
export { type components, type paths } from './gateway-api.js';
export { GatewayProblem, type Problem, UnexpectedAnswer } from './problem.js';
export { type RetryOptions } from './retry.js';
export { readWebhook, type WebhookPayload, WebhookVerificationError } from './webhook.js';
