/** The public interface of this folder. Other folders import nothing else from it. */
export { type Balance, type BalanceOutcome } from './commands/account-balance.js';
export { type ObservedExchange } from './commands/observed-exchange.js';
export { type OrderValues } from './commands/order-form.js';
export { type OrderStatusOutcome } from './commands/order-status.js';
export { type AskOptions, isLoginRefused, type NotSent, type Refused } from './commands/outcome.js';
export {
  type Exchange,
  type OrderOutcome,
  type Placed,
  type PlaceOrderOptions,
} from './commands/place-order.js';
export { type ReportOutcome, type ReportQuery } from './commands/report-orders.js';
export { type ReportedOrder } from './commands/report-reply.js';
export { type RevocationOutcome, type RevocationReasonCode } from './commands/revoke-certificate.js';
export { type TestOrder } from './commands/test-order.js';
export { unknownFieldsIn } from './commands/unknown-fields.js';
export { type KeptReply, type OrderTables, rereadOrder } from './commands/reread-order.js';
export { type UnreadReply } from './commands/unread-reply.js';
export { readPushBody } from './push/push-body.js';
export { type PushedField, pushedFields, readPushNotification } from './push/push-notification.js';
export { SectigoClient, type SectigoClientSettings } from './sectigo-client.js';
export {
  type ErrorCatalogue,
  type ErrorEntry,
  PUBLISHED_CATALOGUE,
  PUBLISHED_ERRORS,
} from './tables/error-codes.js';
export { loadErrorCatalogue } from './tables/error-codes-file.js';
export { type ParameterNames, resolveParameterNames } from './tables/parameter-names.js';
export { type ParameterName, parameterNamed, PARAMETERS } from './tables/parameters.js';
export { type SectigoCredentials } from './wire/credentials.js';
export { type NotSentReason } from './wire/exchange.js';
export { type ConnectionFacts } from './wire/inspect-connection.js';
export { textOf } from './wire/reply-text.js';
