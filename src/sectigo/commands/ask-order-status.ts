import { assertNever } from '../../shared/assert-never.js';
import { ask, errorAnswer, failed } from './ask.js';
import { type FormLogin, type FormResult } from '../wire/form.js';
import { parseOrderStatus, statusText } from './order-status.js';
import { type CertificateState } from '../tables/certificate-state.js';
import { type OrderStatusOptions, type OrderStatusOutcome } from './order-status-outcome.js';
import { ORDER_NUMBER } from '../wire/reply.js';
import { type Wire } from '../wire/wire.js';

/** Many times what all the details of one order take. */
const MOST_REPLY_BYTES = 256 * 1024;

/** Errors by their form, states by what they say. */
const STATES_AS_ERRORS: ReadonlyMap<number, { status: CertificateState; text: string }> = new Map([
  [-20, { status: 'rejected', text: 'The certificate request has been rejected!' }],
  [-21, { status: 'revoked', text: 'The certificate has been revoked!' }],
]);

/** `!GetDetailedOrderStatus`, once. */
export async function askOrderStatus(
  orderNumber: string,
  { signal }: OrderStatusOptions,
  url: URL,
  wire: Wire,
): Promise<OrderStatusOutcome> {
  const form = (login: FormLogin): FormResult => orderStatusForm(orderNumber, login);
  const answer = await ask({ url, wire, signal, mostReplyBytes: MOST_REPLY_BYTES, form });
  if (answer.kind !== 'answered') return answer;
  const { reply, safe } = answer;
  const verdict = parseOrderStatus(reply.body, { framed: reply.framed, orderNumber, safe });
  switch (verdict.kind) {
    case 'status':
      return verdict;
    case 'error': {
      const state = STATES_AS_ERRORS.get(verdict.code);
      if (state === undefined) return errorAnswer(verdict, answer, wire);
      const text = statusText(safe(verdict.message)) || state.text;
      return { kind: 'status', status: state.status, text, validity: null };
    }
    case 'unreadable':
      return failed('unreadable', `The status cannot be read (${verdict.reason}).`);
    default:
      return assertNever(verdict);
  }
}

/** URL-encoded is asked for, because the names of JSON are published nowhere. */
function orderStatusForm(orderNumber: string, { loginName, loginPassword }: FormLogin): FormResult {
  if (!ORDER_NUMBER.test(orderNumber)) return { kind: 'faults', faults: ['orderNumber is none'] };
  const password = loginPassword === null ? [] : ([['loginPassword', loginPassword]] as const);
  return {
    kind: 'form',
    entries: [
      ['loginName', loginName],
      ...password,
      ['orderNumber', orderNumber],
      ['queryType', '1'],
      ['showValidityPeriod', 'Y'],
      ['responseFormat', '1'],
    ],
  };
}
