/** The one door to Sectigo's legacy interface. Nobody else imports the other files of this folder. */
export { type Balance, type BalanceOutcome } from './account-balance.js';
export {
  type AskFailed,
  type AskFailure,
  type AskRefused,
  type AskThrottled,
  isLoginRefused,
} from './ask-outcome.js';
export { certificateStateOf } from './certificate-state.js';
export { type SectigoCredentials } from './credentials.js';
export {
  type ErrorCatalogue,
  type ErrorEntry,
  PUBLISHED_CATALOGUE,
  PUBLISHED_ERRORS,
} from './error-codes.js';
export { type ErrorCatalogueResult, loadErrorCatalogue } from './error-codes-file.js';
export { type ErrorMatch, matchError, type SectigoError } from './error-match.js';
export { type Disposition, PROBLEM_TRAITS, type ProblemTraits, type SectigoProblem } from './error-row.js';
export { encodeForm, type FormEntries, type FormResult, type OrderValues } from './form.js';
export {
  CERTIFICATE_STATES,
  type CertificateState,
  type OrderStatus,
  type OrderStatusOptions,
  type OrderStatusOutcome,
  type Validity,
} from './order-status-outcome.js';
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
} from './outcome.js';
export {
  type ParameterNames,
  type ParameterNamesResult,
  PUBLISHED_NAMES,
  resolveParameterNames,
} from './parameter-names.js';
export { type Parameter, type ParameterName, parameterNamed, PARAMETERS } from './parameters.js';
export { type PlaceOrderOptions } from './place-order.js';
export { type PushBody, readPushBody } from './push-body.js';
export {
  type PushedField,
  pushedFields,
  type PushNotification,
  readPushNotification,
} from './push-notification.js';
export { parseReply, type Reply } from './reply.js';
export { textOf } from './reply-text.js';
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
} from './report-outcome.js';
export {
  type RevocationOutcome,
  type RevocationReasonCode,
  type RevocationRequest,
} from './revocation-outcome.js';
export { SectigoClient, type SectigoClientSettings } from './sectigo-client.js';
