import { type IncomingMessage } from 'node:http';
import { commandEndpoint, refuse, type Exchange } from './command-endpoint.js';
import { judgeStatusRequest, statusFormatOf, statusReplyOf } from './get-detailed-order-status.js';
import { statusReply, type Reply } from './reply-formats.js';
import { type Endpoint, type Simulation } from './simulation.js';

/** `POST /products/!GetDetailedOrderStatus`: the state of one order's certificate. */
export const answerStatus: Endpoint = commandEndpoint({
  command: '!GetDetailedOrderStatus',
  formatOf: statusFormatOf,
  answer: judgeAndTell,
});

function judgeAndTell(simulation: Simulation, request: IncomingMessage, exchange: Exchange): Reply {
  const { account, certificates, ledger } = simulation;
  if (request.method !== 'POST') return refuse({ row: 17 }, simulation, exchange);
  const verdict = judgeStatusRequest(exchange.fields, account.settings, ledger.purchases);
  if (verdict.kind === 'refused') return refuse(verdict.refusal, simulation, exchange);
  const { orderNumber } = verdict.request.purchase;
  const status = certificates.stateOf(orderNumber);
  exchange.log.outcome = { kind: 'status', orderNumber, state: status.state };
  return statusReply(statusReplyOf(verdict.request, status, simulation.personality.status), exchange.format);
}
