import { assertNever } from '../../shared/assert-never.js';
import { judgeErrorWithoutOrder } from './command-error.js';
import { parseCommandReply } from '../wire/command-reply.js';
import { formOfGiven, type FormLogin, type FormResult } from '../wire/form.js';
import { ORDER_NUMBER } from '../wire/reply.js';
import { type RevocationOutcome, type RevocationRequest } from './revocation-outcome.js';
import { sendCommand, type CommandResult } from '../wire/send-command.js';
import { type Wire } from '../wire/wire.js';

const MOST_REASON = 1_024;
const MOST_REPLY_BYTES = 64 * 1024;

/** What these codes say of a revocation, whatever they say of an order (-35 is a row of the order's page as well). */
const STATES: ReadonlyMap<number, 'already-rejected' | 'already-revoked' | 'busy' | 'expired'> = new Map([
  [-20, 'already-rejected'],
  [-21, 'already-revoked'],
  // the old form of -26
  [-23, 'busy'],
  [-26, 'busy'],
  [-35, 'expired'],
]);

/** `!autoRevokeCertificate`, once. */
export async function revokeCertificate(
  request: RevocationRequest,
  signal: AbortSignal | undefined,
  url: URL,
  wire: Wire,
): Promise<RevocationOutcome> {
  const answer = await sendCommand({
    form: (login) => revocationForm(request, login),
    url,
    wire,
    signal,
    mostReplyBytes: MOST_REPLY_BYTES,
  });
  switch (answer.kind) {
    case 'not-sent':
      return { kind: 'not-sent', reason: answer.reason, detail: answer.detail };
    case 'busy':
      return { kind: 'throttled', retryAfterMs: answer.retryAfterMs, errorCode: null, message: null };
    case 'nothing-said':
      return { ...answer, kind: 'unknown', errorCode: null, message: null };
    case 'answered':
      return readOutcome(answer, wire);
    default:
      return assertNever(answer);
  }
}

function revocationForm(
  { orderNumber, reasonCode, reason, test }: RevocationRequest,
  { loginName, loginPassword }: FormLogin,
): FormResult {
  if (!ORDER_NUMBER.test(orderNumber)) return { kind: 'faults', faults: ['orderNumber is none'] };
  if ([...reason].length > MOST_REASON)
    return { kind: 'faults', faults: ['revocationReason is longer than is sent'] };
  return formOfGiven([
    ['loginName', loginName],
    ['loginPassword', loginPassword],
    ['orderNumber', orderNumber],
    ['codeReason', String(reasonCode)],
    ['revocationReason', reason],
    ['test', test ? 'Y' : null],
    ['responseFormat', '1'],
  ]);
}

function readOutcome(
  { reply, retryAfterMs, safe }: Extract<CommandResult, { kind: 'answered' }>,
  wire: Wire,
): RevocationOutcome {
  const said = parseCommandReply(reply.body, reply.framed);
  if (said.kind === 'done') return { kind: 'revoked' };
  if (said.kind === 'unreadable') {
    const detail = `The reply cannot be read (${said.reason}).`;
    return { kind: 'unknown', reason: 'unreadable', errorCode: null, message: null, detail };
  }
  const state = STATES.get(said.code);
  if (state !== undefined) {
    return { kind: state, errorCode: said.code, message: safe(said.message) };
  }
  const error = judgeErrorWithoutOrder(said, wire, safe);
  switch (error.kind) {
    case 'refused':
      return error;
    case 'throttled':
      return { ...error, retryAfterMs };
    case 'open':
      return { ...error, kind: 'unknown', reason: 'error-code', detail: `Sectigo answered ${said.code}.` };
    default:
      return assertNever(error);
  }
}
