import { type ProblemType, type SectigoProblemType } from './problem-type.js';

/** The order waits, and so do all others. */
const ACCOUNT = { status: 503, actor: 'operator', retryable: true, disposition: 'hold-queue' } as const;

/** Sectigo refused the order or could not be asked, and the operator or Sectigo must act. */
export const SECTIGO_PROBLEMS = {
  // Sectigo's answers: the operator must act
  'gateway-defect': {
    title: 'Defect of the gateway',
    status: 500,
    actor: 'operator',
    retryable: false,
    disposition: 'fail',
    login: 'untold',
    explanation:
      'Sectigo refused the request for a reason that only the gateway can mend. No order was made.',
    whatToDo:
      'Nothing for the caller to change; an operator is told. Once mended, the operator may retry the order.',
  },
  'insufficient-credit': {
    ...ACCOUNT,
    login: 'accepted',
    title: "The gateway's account has no credit",
    explanation: "The gateway's account with Sectigo has not enough credit; the order waits and is not lost.",
    whatToDo: 'Wait: the order is sent once the account is topped up.',
  },
  'sectigo-access-denied': {
    ...ACCOUNT,
    login: 'refused',
    title: "The gateway's login was refused",
    explanation: 'Sectigo does not let the gateway in; the order waits and is not lost.',
    whatToDo: 'Wait: an operator must mend the login, the lock or the allowed address.',
  },
  'sectigo-permission-denied': {
    ...ACCOUNT,
    login: 'accepted',
    title: "The gateway's account may not do this",
    explanation: "The gateway's account with Sectigo lacks a permission; the order waits and is not lost.",
    whatToDo: 'Wait: an operator must get the permission from Sectigo.',
  },
  'sectigo-price-missing': {
    ...ACCOUNT,
    login: 'accepted',
    title: 'No price for this product',
    explanation:
      "Sectigo has no price for this product in the gateway's account; the order waits and is not lost.",
    whatToDo: 'Wait: an operator must get the price set by Sectigo.',
  },
  'sectigo-error-unrecognised': {
    title: 'Unknown answer of Sectigo',
    status: 502,
    actor: 'operator',
    retryable: false,
    disposition: 'hold-order',
    login: 'untold',
    explanation: 'Sectigo refused the order with a code that is not in the catalogue; the order is held.',
    whatToDo: 'Wait for an operator, who decides whether to retry or cancel it.',
  },
  'outcome-unknown': {
    title: 'Unknown whether the order was placed',
    status: 502,
    actor: 'operator',
    retryable: false,
    disposition: 'unknown',
    login: 'untold',
    explanation:
      'The order was sent, but no usable answer came back: Sectigo may or may not have placed it. It is never sent again by itself.',
    whatToDo: 'Do not order again. The gateway looks for the order at Sectigo, or an operator resolves it.',
  },
  'order-not-placed': {
    title: 'Sectigo did not place the order',
    status: 502,
    actor: 'operator',
    retryable: true,
    explanation:
      'No usable answer came back from Sectigo, and an operator found that it did not place the order. Nothing was bought.',
    whatToDo: 'Order again, or ask an operator to retry this order.',
  },
  'revocation-unconfirmed': {
    title: 'Unknown whether the certificate is revoked',
    status: 502,
    actor: 'operator',
    retryable: false,
    explanation:
      'Sectigo says that it had rejected the order, although it delivered its certificate. Whether anybody still trusts that certificate cannot be told from this.',
    whatToDo:
      'Treat the certificate as valid. An operator looks it up at Sectigo, and asks for the revocation again.',
  },
  // Sectigo's answers: Sectigo must recover
  'sectigo-rate-limited': {
    title: 'Sectigo asks to slow down',
    status: 503,
    actor: 'sectigo',
    retryable: true,
    disposition: 'throttle',
    login: 'untold',
    explanation: "Sectigo's call limit is reached; the order waits and is not lost.",
    whatToDo: 'Wait: the order is sent when Sectigo takes calls again.',
  },
  'sectigo-csr-decoding-fault': {
    title: 'Sectigo failed to decode the CSR',
    status: 502,
    actor: 'sectigo',
    retryable: true,
    disposition: 'fail',
    login: 'untold',
    explanation: 'Sectigo had an internal fault while decoding the CSR. No order was made.',
    whatToDo: 'An operator may retry the order; a fresh CSR may also help.',
  },
  'sectigo-unreachable': {
    title: 'Sectigo cannot be reached',
    status: 503,
    actor: 'sectigo',
    retryable: true,
    explanation:
      'No connection to Sectigo could be made in any of the tries. Nothing was sent, so nothing was bought.',
    whatToDo: 'An operator may retry the order when Sectigo can be reached again.',
  },
  // the proxy on the way to Sectigo
  'proxy-access-denied': {
    title: 'The proxy does not let the gateway through',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation:
      'The proxy on the way to Sectigo refuses the gateway. Sectigo was not asked; the order waits and is not lost.',
    whatToDo:
      "Wait: an operator must mend the gateway's login for the proxy, or have the proxy let it through.",
  },
  'proxy-unavailable': {
    title: 'The proxy makes no connection',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation:
      'The proxy on the way to Sectigo made no connection in any of the tries. Nothing was sent, so nothing was bought.',
    whatToDo: 'An operator may retry the order when the proxy connects again.',
  },
} as const satisfies Record<string, ProblemType | SectigoProblemType>;
