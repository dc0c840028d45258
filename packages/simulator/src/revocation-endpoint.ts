import { type IncomingMessage } from 'node:http';
import { commandEndpoint, refuse, refuseWith, type Exchange } from './command-endpoint.js';
import { doneReply, type Reply } from './reply-formats.js';
import { afterRevocation, judgeRevocation, revocationFormatOf } from './revoke-certificate.js';
import { type Endpoint, type Simulation } from './simulation.js';

/** `POST /products/!autoRevokeCertificate`: what has been issued is revoked, what has not is rejected. */
export const answerRevocation: Endpoint = commandEndpoint({
  command: '!autoRevokeCertificate',
  formatOf: revocationFormatOf,
  answer: judgeAndRevoke,
});

/** A fault that does not act answers "unknown error" in case its kind needs a reply to spoil. */
async function judgeAndRevoke(
  simulation: Simulation,
  request: IncomingMessage,
  exchange: Exchange,
): Promise<Reply> {
  if (exchange.fault?.buy === false) return refuse({ row: 14 }, simulation, exchange);
  const { account, certificates, ledger } = simulation;
  const verdict =
    request.method === 'POST'
      ? judgeRevocation(exchange.fields, account.settings, ledger.purchases)
      : ({ kind: 'refused', refusal: { row: 17 } } as const);
  if (verdict.kind === 'refused') return refuse(verdict.refusal, simulation, exchange);
  const { purchase, reason, markOnly, test } = verdict.revocation;
  const { orderNumber } = purchase;
  const next = afterRevocation(certificates.stateOf(orderNumber).state, markOnly);
  if (typeof next === 'number') return refuseWith(next, exchange);
  if (!test) await certificates.change(orderNumber, { state: next, reason });
  exchange.log.outcome = { kind: 'revoked', orderNumber, state: next };
  return doneReply(exchange.format);
}
