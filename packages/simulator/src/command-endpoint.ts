import { type IncomingMessage } from 'node:http';
import { type AccountSettings } from './account.js';
import { deliver, resetConnection } from './delivery.js';
import { errorReplyFor, messageOf, type Refusal } from './error-rows.js';
import { faultReply } from './fault-replies.js';
import { type Command, type Fault } from './faults.js';
import { maskedForm, readForm, type FormField } from './form-body.js';
import { errorReply, type Reply, type ReplyFormat } from './reply-formats.js';
import { readBody } from './request-body.js';
import { type LoggedRequest } from './request-log.js';
import { type Endpoint, type Simulation } from './simulation.js';

/** A parsed request, and the fault to play. */
export interface Exchange {
  readonly fields: readonly FormField[];
  readonly fault: Fault | null;
  readonly format: ReplyFormat;
  readonly log: LoggedRequest;
}

interface CommandRules {
  readonly command: Command;
  readonly formatOf: (fields: readonly FormField[], account: AccountSettings) => ReplyFormat;
  /** What the command answers by its own rules. */
  readonly answer: (
    simulation: Simulation,
    request: IncomingMessage,
    exchange: Exchange,
  ) => Reply | Promise<Reply>;
}

/** Scripted faults around a command. */
export function commandEndpoint({ command, formatOf, answer }: CommandRules): Endpoint {
  return async (simulation, request, response, log) => {
    const early = simulation.faults.takeBeforeRead(command);
    if (early !== null) {
      log.fault = early.action.kind;
      log.outcome = { kind: 'not-judged' };
      resetConnection(request.socket);
      return;
    }
    const fields = readForm(request.headers['content-type'], await readBody(request));
    simulation.requests.keepForm(log, maskedForm(fields));
    const fault = simulation.faults.take(command, fields);
    log.fault = fault?.action.kind ?? null;
    const action = fault?.action ?? null;
    const { settings } = simulation.account;
    const format = action?.kind === 'format' ? action.format : formatOf(fields, settings);
    const answered = await answer(simulation, request, { fields, fault, format, log });
    const scripted = action === null ? null : faultReply(action, format, settings.errorCodes);
    await deliver(scripted ?? answered, action, response, simulation.closing);
  };
}

export function refuse(refusal: Refusal, simulation: Simulation, { format, log }: Exchange): Reply {
  const error = errorReplyFor(refusal, simulation.account.settings.errorCodes);
  log.outcome = { kind: 'refused', code: error.code, message: error.message };
  return errorReply(error, format);
}

/** With a code that is no row of the order's page. */
export function refuseWith(code: number, { format, log }: Exchange): Reply {
  const message = messageOf(code);
  log.outcome = { kind: 'refused', code, message };
  return errorReply({ code, message, item: null }, format);
}
