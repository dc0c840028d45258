import { type IncomingMessage } from 'node:http';
import { type ValueRule } from './accepted-parameters.js';
import { commandEndpoint, refuse, type Exchange } from './command-endpoint.js';
import { amountOf } from './money.js';
import { writeAmount } from './personality.js';
import { balanceReply, type Reply } from './reply-formats.js';
import { checkLogin, checkNames, checkValues, valuesOf } from './request-rules.js';
import { type Endpoint, type Simulation } from './simulation.js';

const ARGUMENTS: Readonly<Record<string, ValueRule>> = {
  loginName: { kind: 'text', maxLength: 64 },
  loginPassword: { kind: 'text', maxLength: 128 },
  responseFormat: { kind: 'choice', values: ['0', '1'] },
};

const ACCOUNT_ID = '12345';
/** Of an account without a limit. */
const PLENTY_CENTS = 100_000_000;

/** `POST /products/!getAccountBalance`: the remaining credit. */
export const answerBalance: Endpoint = commandEndpoint({
  command: '!getAccountBalance',
  formatOf: (fields) => (valuesOf(fields).get('responseFormat') === '1' ? 1 : 0),
  answer: judgeAndTell,
});

function judgeAndTell(simulation: Simulation, request: IncomingMessage, exchange: Exchange): Reply {
  const { settings } = simulation.account;
  const values = valuesOf(exchange.fields);
  const login = { loginName: values.get('loginName'), loginPassword: values.get('loginPassword') };
  const refusal =
    (request.method === 'POST' ? null : { row: 17 }) ??
    checkLogin(login, settings) ??
    checkNames(exchange.fields, new Set(Object.keys(ARGUMENTS))) ??
    checkValues(ARGUMENTS, values);
  if (refusal !== null) return refuse(refusal, simulation, exchange);
  exchange.log.outcome = { kind: 'balance' };
  const { amounts, currency, fields } = simulation.personality.balance;
  return balanceReply(
    {
      accountId: ACCOUNT_ID,
      currency: currency === 'upper-case' ? settings.currency : settings.currency.toLowerCase(),
      amount: writeAmount(amountOf(settings.creditCents ?? PLENTY_CENTS), amounts),
      creditLimit: writeAmount(amountOf(0), amounts),
    },
    exchange.format,
    fields,
  );
}
