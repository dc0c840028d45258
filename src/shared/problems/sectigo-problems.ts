import { type ProblemType, type SectigoProblemType } from './problem-type.js';

/** The order waits, and so do all others. */
const ACCOUNT = { status: 503, actor: 'operator', retryable: true, disposition: 'hold-queue' } as const;

/** Sectigo refused the order or could not be asked, and the operator or Sectigo must act. */
export const SECTIGO_PROBLEMS = {
  // Sectigo's answers: the operator must act
  'gateway-defect': {
    title: 'Defect in the gateway',
    status: 500,
    actor: 'operator',
    retryable: false,
    disposition: 'fail',
    login: 'untold',
    explanation: 'Sectigo refused the order because of a fault in the gateway. No order was placed.',
    whatToDo:
      'The caller need not change anything. An operator is alerted and may retry the order once the fault is fixed.',
  },
  'insufficient-credit': {
    ...ACCOUNT,
    login: 'accepted',
    title: "The gateway's account has no credit",
    explanation:
      "The gateway's account with Sectigo does not have enough credit. The order waits and is not lost.",
    whatToDo: 'Wait. The order is sent once the account has credit again.',
  },
  'sectigo-access-denied': {
    ...ACCOUNT,
    login: 'refused',
    title: "Sectigo refused the gateway's login",
    explanation: "Sectigo refused the gateway's login. The order waits and is not lost.",
    whatToDo: 'Wait. An operator must fix the login, have the account unlocked, or have the address allowed.',
  },
  'sectigo-permission-denied': {
    ...ACCOUNT,
    login: 'accepted',
    title: "The gateway's account lacks a permission",
    explanation: "The gateway's account with Sectigo lacks a permission. The order waits and is not lost.",
    whatToDo: 'Wait. An operator must ask Sectigo for the permission.',
  },
  'sectigo-price-missing': {
    ...ACCOUNT,
    login: 'accepted',
    title: 'No price for this product',
    explanation:
      "Sectigo has no price for this product in the gateway's account. The order waits and is not lost.",
    whatToDo: 'Wait. An operator must ask Sectigo to set the price.',
  },
  'sectigo-error-unrecognised': {
    title: 'Sectigo answered with an unknown code',
    status: 502,
    actor: 'operator',
    retryable: false,
    disposition: 'hold-order',
    login: 'untold',
    explanation: 'Sectigo refused the order with a code that the gateway does not know. The order is held.',
    whatToDo: 'Wait. An operator decides whether to retry or cancel the order.',
  },
  'outcome-unknown': {
    title: 'The outcome of the order is unknown',
    status: 502,
    actor: 'operator',
    retryable: false,
    disposition: 'unknown',
    login: 'untold',
    explanation:
      'The order was sent, but no usable answer came back. Sectigo may have placed it, so it is not sent again automatically.',
    whatToDo: 'Do not order again. The gateway looks for the order at Sectigo, or an operator resolves it.',
  },
  'order-not-placed': {
    title: 'Sectigo did not place the order',
    status: 502,
    actor: 'operator',
    retryable: true,
    explanation:
      'No usable answer came back from Sectigo, and an operator found that the order was not placed. Nothing was bought.',
    whatToDo: 'Order again, or ask an operator to retry this order.',
  },
  'revocation-unconfirmed': {
    title: 'It is not certain that the certificate is revoked',
    status: 502,
    actor: 'operator',
    retryable: false,
    explanation:
      'Sectigo says that it rejected the order, although it delivered the certificate. The certificate may still be trusted.',
    whatToDo:
      'Treat the certificate as valid. An operator must check it at Sectigo and request the revocation again.',
  },
  // Sectigo's answers: Sectigo must recover
  'sectigo-rate-limited': {
    title: "Sectigo's call limit is reached",
    status: 503,
    actor: 'sectigo',
    retryable: true,
    disposition: 'throttle',
    login: 'untold',
    explanation: 'Sectigo asked the gateway to slow down. The order waits and is not lost.',
    whatToDo: 'Wait. The order is sent when Sectigo accepts calls again.',
  },
  'sectigo-csr-decoding-fault': {
    title: 'Sectigo failed to decode the CSR',
    status: 502,
    actor: 'sectigo',
    retryable: true,
    disposition: 'fail',
    login: 'untold',
    explanation: 'Sectigo had an internal fault while decoding the CSR. No order was placed.',
    whatToDo: 'An operator may retry the order. A new CSR may also help.',
  },
  'sectigo-unreachable': {
    title: 'Sectigo cannot be reached',
    status: 503,
    actor: 'sectigo',
    retryable: true,
    explanation:
      'The gateway could not connect to Sectigo in any of its attempts. Nothing was sent, so nothing was bought.',
    whatToDo: 'An operator may retry the order when Sectigo can be reached again.',
  },
  // the proxy on the way to Sectigo
  'proxy-access-denied': {
    title: 'The proxy refuses the gateway',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation:
      'The proxy between the gateway and Sectigo refuses the gateway. Nothing reached Sectigo. The order waits and is not lost.',
    whatToDo:
      "Wait. An operator must fix the gateway's login for the proxy, or have the proxy allow the connection.",
  },
  'proxy-unavailable': {
    title: 'The proxy cannot connect to Sectigo',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation:
      'The proxy could not connect to Sectigo in any of the attempts. Nothing was sent, so nothing was bought.',
    whatToDo: 'An operator may retry the order when the proxy works again.',
  },
} as const satisfies Record<string, ProblemType | SectigoProblemType>;
