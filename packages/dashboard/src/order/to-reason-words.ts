import { words } from '../parts/format';

const REASONS: Readonly<Record<string, string>> = {
  timeout: 'Sectigo did not answer in time.',
  aborted: 'The gateway was stopped while waiting for the answer.',
  reset: 'The connection broke before an answer came.',
  truncated: 'The connection broke during the answer.',
  'reply-too-large': 'The answer was too large.',
  'http-status': 'The HTTP status does not say whether Sectigo took the order.',
  unreadable: 'The answer could not be read.',
  'error-code': 'Sectigo answered with an error.',
  dns: 'Sectigo’s name was not found. Nothing was sent.',
  'connect-refused': 'The connection was refused. Nothing was sent.',
  'connect-timeout': 'Connecting took too long. Nothing was sent.',
  'connect-failed': 'The connection failed. Nothing was sent.',
  tls: 'The TLS connection failed. Nothing was sent.',
  'proxy-unreachable': 'The proxy could not be reached. Nothing was sent.',
  'proxy-failed': 'The proxy could not connect to Sectigo. Nothing was sent.',
  'proxy-refused': 'The proxy does not allow connections to Sectigo. Nothing was sent.',
  'proxy-login-refused': 'The proxy refused its login. Nothing was sent.',
  'credentials-unavailable': 'The login could not be read. Nothing was sent.',
  'form-invalid': 'No form could be made from the order. Nothing was sent.',
  withdrawn: 'The gateway withdrew the attempt before sending anything.',
  'order-number-taken': 'Sectigo answered with the number of another order.',
};

/** Why an attempt did not succeed, as people say it. */
export function toReasonWords(reason: string): string {
  return REASONS[reason] ?? `${words(reason)}.`;
}
