/** The one door to Sectigo's legacy interface. Nobody else imports the other files of this folder. */
export { type Balance, type BalanceOutcome } from './commands/account-balance.js';
export {
  type AskFailed,
  type AskFailure,
  type AskRefused,
  type AskThrottled,
  isLoginRefused,
} from './commands/ask-outcome.js';
export { certificateStateOf } from './tables/certificate-state.js';
export { type SectigoCredentials } from './wire/credentials.js';
export {
  type ErrorCatalogue,
  type ErrorEntry,
  PUBLISHED_CATALOGUE,
  PUBLISHED_ERRORS,
} from './tables/error-codes.js';
export { type ErrorCatalogueResult, loadErrorCatalogue } from './tables/error-codes-file.js';
export { type ErrorMatch, matchError, type SectigoError } from './tables/error-match.js';
export {
  type Disposition,
  PROBLEM_TRAITS,
  type ProblemTraits,
  type SectigoProblem,
} from './tables/error-row.js';
export { encodeForm, type FormEntries, type FormResult, type OrderValues } from './wire/form.js';
export {
  type OrderStatus,
  type OrderStatusOptions,
  type OrderStatusOutcome,
  type Validity,
} from './commands/order-status-outcome.js';
export {
  type Exchange,
  type NotSent,
  type NotSentReason,
  type OrderOutcome,
  type Placed,
  type Refused,
  type Throttled,
  type Unknown,
  type UnknownReason,
} from './commands/outcome.js';
export {
  type ParameterNames,
  type ParameterNamesResult,
  PUBLISHED_NAMES,
  resolveParameterNames,
} from './tables/parameter-names.js';
export { type Parameter, type ParameterName, parameterNamed, PARAMETERS } from './tables/parameters.js';
export { type PlaceOrderOptions } from './commands/place-order.js';
export { type PushBody, readPushBody } from './push/push-body.js';
export {
  type PushedField,
  pushedFields,
  type PushNotification,
  readPushNotification,
} from './push/push-notification.js';
export { parseReply, type Reply } from './wire/reply.js';
export { textOf } from './wire/reply-text.js';
export {
  type Reported,
  type ReportedOrder,
  type ReportFailed,
  type ReportFailure,
  type ReportOptions,
  type ReportOutcome,
  type ReportQuery,
  type ReportRefused,
  type ReportThrottled,
} from './commands/report-outcome.js';
export {
  type RevocationOutcome,
  type RevocationReasonCode,
  type RevocationRequest,
} from './commands/revocation-outcome.js';
export { SectigoClient, type SectigoClientSettings } from './sectigo-client.js';
