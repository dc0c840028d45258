import { type IncomingMessage } from 'node:http';
import { judgeOrder, replyFormatOf, type Verdict } from './auto-apply-order.js';
import { deliver, resetConnection } from './delivery.js';
import { errorReplyFor, type Refusal } from './error-rows.js';
import { faultReply } from './fault-replies.js';
import { type Fault } from './faults.js';
import { maskedForm, readForm, type FormField } from './form-body.js';
import { amountOf } from './money.js';
import { errorReply, orderReply, type Reply, type ReplyFormat } from './reply-formats.js';
import { readBody } from './request-body.js';
import { type LoggedRequest } from './request-log.js';
import { type Endpoint, type Simulation } from './simulation.js';

/** Opaque to its readers: no source documents the values, only the length of up to 20 characters. */
const NEW_CERTIFICATE_STATE = 'Awaiting Validation';

/** `POST /products/!AutoApplyOrder`: scripted faults around the rules around the ledger. */
export const answerOrder: Endpoint = async (simulation, request, response, log) => {
  const early = simulation.faults.takeBeforeRead();
  if (early !== null) {
    log.fault = early.action.kind;
    log.outcome = { kind: 'not-judged' };
    resetConnection(request.socket);
    return;
  }
  const fields = readForm(request.headers['content-type'], await readBody(request));
  simulation.requests.keepForm(log, maskedForm(fields));
  const fault = simulation.faults.take(fields);
  log.fault = fault?.action.kind ?? null;
  const action = fault?.action ?? null;
  const { account } = simulation;
  const asked = replyFormatOf(fields, account.settings.parameterNames);
  const format = action?.kind === 'format' ? action.format : asked;
  const judged = await judgeAndSell(simulation, request, { fields, fault, format, log });
  const scripted = action === null ? null : faultReply(action, format, account.settings.errorCodes);
  await deliver(scripted ?? judged, action, response, simulation.closing);
};

interface Exchange {
  readonly fields: readonly FormField[];
  readonly fault: Fault | null;
  readonly format: ReplyFormat;
  readonly log: LoggedRequest;
}

/** A fault that does not buy answers "unknown error" in case its kind needs a reply to spoil. */
async function judgeAndSell(
  simulation: Simulation,
  request: IncomingMessage,
  exchange: Exchange,
): Promise<Reply> {
  const { errorCodes } = simulation.account.settings;
  if (exchange.fault?.buy === false) {
    exchange.log.outcome = { kind: 'not-judged' };
    return errorReply(errorReplyFor({ row: 14 }, errorCodes), exchange.format);
  }
  // GET is the one wrong method that the contract knows; the others are answered alike
  const verdict: Verdict =
    request.method === 'POST'
      ? await judgeOrder(exchange.fields, simulation.account.settings)
      : { kind: 'refused', refusal: { row: 17 } };
  if (verdict.kind === 'refused') return refuse(verdict.refusal, simulation, exchange);
  return sell(verdict, simulation, exchange);
}

function refuse(refusal: Refusal, simulation: Simulation, { format, log }: Exchange): Reply {
  const error = errorReplyFor(refusal, simulation.account.settings.errorCodes);
  log.outcome = { kind: 'refused', code: error.code, message: error.message };
  return errorReply(error, format);
}

/** The purchase is on the disk before the reply exists. */
async function sell(
  { form, costCents, test }: Extract<Verdict, { kind: 'acceptable' }>,
  simulation: Simulation,
  exchange: Exchange,
): Promise<Reply> {
  const { account, ledger } = simulation;
  const { code } = account.settings;
  if (!account.debit(costCents)) return refuse({ row: 15 }, simulation, exchange);
  const { orderNumber, certificateId, cost } = await ledger.record({
    at: new Date().toISOString(),
    code,
    cost: amountOf(costCents),
    test,
    form: maskedForm(exchange.fields),
    connection: exchange.log.connection,
    request: exchange.log.request,
  });
  exchange.log.outcome = { kind: 'sold', orderNumber };
  return orderReply(
    {
      code,
      orderNumber,
      cost,
      expectedDeliveryTime: '1',
      certificateId: form.get('showCertificateID') === 'Y' ? certificateId : null,
      certificateState: form.get('showCertificateState') === 'Y' ? NEW_CERTIFICATE_STATE : null,
    },
    exchange.format,
  );
}
