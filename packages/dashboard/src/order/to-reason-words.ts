import { words } from '../parts/format';

const REASONS: Readonly<Record<string, string>> = {
  timeout: 'Sectigo did not answer in time.',
  aborted: 'The gateway was stopped while it waited for the answer.',
  reset: 'The connection broke before an answer came.',
  truncated: 'The connection broke within the answer.',
  'reply-too-large': 'The answer was too large to be Sectigo’s.',
  'http-status': 'The answer had an HTTP status that says nothing of the order.',
  unreadable: 'The answer could not be read.',
  'error-code': 'Sectigo answered with an error.',
  dns: 'Sectigo’s name was not found. Nothing was sent.',
  'connect-refused': 'The connection was refused. Nothing was sent.',
  'connect-timeout': 'No connection came about in time. Nothing was sent.',
  'connect-failed': 'No connection came about. Nothing was sent.',
  tls: 'No secure connection came about. Nothing was sent.',
  'proxy-unreachable': 'The proxy could not be reached. Nothing was sent.',
  'proxy-failed': 'The proxy could not connect to Sectigo. Nothing was sent.',
  'proxy-refused': 'The proxy connects nobody to Sectigo. Nothing was sent.',
  'proxy-login-refused': 'The proxy wants another login. Nothing was sent.',
  'credentials-unavailable': 'Our login could not be read. Nothing was sent.',
  'form-invalid': 'The order makes no form. Nothing was sent.',
  withdrawn: 'The gateway took the try back before anything was sent.',
  'order-number-taken': 'Sectigo answered with the number of another order.',
};

/** Why an attempt did not succeed, as people say it. */
export function toReasonWords(reason: string): string {
  return REASONS[reason] ?? `${words(reason)}.`;
}
