import { type IncomingMessage } from 'node:http';
import { judgeOrder, replyFormatOf, type Verdict } from './auto-apply-order.js';
import { commandEndpoint, refuse, type Exchange } from './command-endpoint.js';
import { errorReplyFor } from './error-rows.js';
import { maskedForm } from './form-body.js';
import { amountOf } from './money.js';
import { errorReply, orderReply, type Reply } from './reply-formats.js';
import { type Endpoint, type Simulation } from './simulation.js';

/** Opaque to its readers: no source documents the values, only the length of up to 20 characters. */
const NEW_CERTIFICATE_STATE = 'Awaiting Validation';

/** `POST /products/!AutoApplyOrder`: the rules around the ledger. */
export const answerOrder: Endpoint = commandEndpoint({
  command: '!AutoApplyOrder',
  formatOf: (fields, { parameterNames }) => replyFormatOf(fields, parameterNames),
  answer: judgeAndSell,
});

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
