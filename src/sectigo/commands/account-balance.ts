import { assertNever } from '../../shared/assert-never.js';
import { type AmountRange, readAmount } from '../wire/amount.js';
import { ask, errorAnswer, failed } from './ask.js';
import { type AskFailed, type AskRefused, type AskThrottled } from './ask-outcome.js';
import { judgeErrorWithoutOrder } from './command-error.js';
import { type CommandReply, parseCommandReply } from '../wire/command-reply.js';
import { formOfGiven } from '../wire/form.js';
import { matching } from '../wire/reply.js';
import { type SafeText } from '../wire/safe-text.js';
import { type Wire } from '../wire/wire.js';

/** Amounts are decimal strings with at least two decimals; below zero where the account owes. */
export interface Balance {
  readonly currency: string;
  readonly available: string;
  /** The hard credit limit; null where the reply has none. */
  readonly creditLimit: string | null;
}

export type BalanceOutcome = ({ readonly kind: 'balance' } & Balance) | AskRefused | AskThrottled | AskFailed;

const MOST_REPLY_BYTES = 64 * 1024;
const CURRENCY = /^[A-Za-z]{2,10}$/;
const AMOUNT: AmountRange = { unitDigits: 14, decimals: 4 };

/** The documented order of the lines after the code; the first is the id of the account. */
const LINES = { currency: 1, available: 2, creditLimit: 3 } as const;
/** In lower case, the likeliest first: the names of the other format were not to be found. */
const SPELLINGS = {
  currency: ['currency', 'currencytype', 'currencycode', 'currencyname'],
  available: ['availablecredit', 'balance', 'accountbalance', 'availablebalance', 'credit', 'amount'],
  creditLimit: ['hardcreditlimit', 'creditlimit', 'hardlimit'],
} as const satisfies Record<keyof Balance, readonly string[]>;

/** `!getAccountBalance`, in lines: their order is documented, the names of the other format are not known. */
export async function accountBalance(
  signal: AbortSignal | undefined,
  url: URL,
  wire: Wire,
): Promise<BalanceOutcome> {
  const answer = await ask({
    form: ({ loginName, loginPassword }) =>
      formOfGiven([
        ['loginName', loginName],
        ['loginPassword', loginPassword],
        ['responseFormat', '0'],
      ]),
    url,
    wire,
    signal,
    mostReplyBytes: MOST_REPLY_BYTES,
  });
  if (answer.kind !== 'answered') return answer;
  const said = parseCommandReply(answer.reply.body, answer.reply.framed);
  switch (said.kind) {
    case 'done':
      return balanceOf(said, answer.safe);
    case 'error':
      return errorAnswer(said, answer, wire, judgeErrorWithoutOrder);
    case 'unreadable':
      return unreadable(said.reason);
    default:
      return assertNever(said);
  }
}

function balanceOf(
  { lines, values }: Extract<CommandReply, { kind: 'done' }>,
  safe: SafeText,
): BalanceOutcome {
  const textOf = (name: keyof Balance): string | null =>
    lines?.[LINES[name]] ?? SPELLINGS[name].map((spelling) => values.get(spelling)).find(Boolean) ?? null;
  const currency = matching(CURRENCY, safe(textOf('currency')));
  const available = readAmount(textOf('available'), AMOUNT);
  if (currency === null || available === null) return unreadable('no currency or no amount');
  return {
    kind: 'balance',
    currency: currency.toUpperCase(),
    available,
    creditLimit: readAmount(textOf('creditLimit'), AMOUNT),
  };
}

function unreadable(why: string): BalanceOutcome {
  return failed('unreadable', `The balance cannot be read (${why}).`);
}
