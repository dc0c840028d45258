import { matchErrorWithoutOrder } from '../tables/error-match.js';
import { parseCommandReply } from '../wire/command-reply.js';
import { formOf } from '../wire/form.js';
import { matching } from '../wire/reply.js';
import { type AmountRange, readAmount } from '../wire/values.js';
import { ask, type Reading, type ReplyBody, type Wire } from './execute.js';
import { type Asked, type AskOptions } from './outcome.js';

/** Amounts are decimal strings with at least two decimals; below zero where the account owes. */
export interface Balance {
  readonly currency: string;
  readonly available: string;
  /** The hard credit limit; null where the reply has none. */
  readonly creditLimit: string | null;
}

type Known = { readonly kind: 'balance' } & Balance;
export type BalanceOutcome = Asked<Known>;

const CURRENCY = /^[A-Za-z]{2,10}$/;
const AMOUNT: AmountRange = { unitDigits: 14, decimals: 4 };

/** The documented order of the lines after the code; the first is the id of the account. */
const LINES = { currency: 1, available: 2, creditLimit: 3 } as const;
/** In lower case, the likeliest first; the names of the other format are not documented. */
export const BALANCE_SPELLINGS = {
  currency: ['currency', 'currencytype', 'currencycode', 'currencyname'],
  available: ['availablecredit', 'balance', 'accountbalance', 'availablebalance', 'credit', 'amount'],
  creditLimit: ['hardcreditlimit', 'creditlimit', 'hardlimit'],
} as const satisfies Record<keyof Balance, readonly string[]>;

/** In lines: their order is documented, the names of the other format are not known. */
export function accountBalance({ signal }: AskOptions, wire: Wire): Promise<BalanceOutcome> {
  return ask(
    {
      name: '!getAccountBalance',
      form: (login) => formOf(login, [['responseFormat', '0']]),
      mostReplyBytes: 64 * 1024,
      asksFor: 'balance',
      read,
      match: (error) => matchErrorWithoutOrder(error, wire.catalogue),
      signal,
    },
    wire,
  );
}

function read({ body, framed, safe }: ReplyBody): Reading<Known> {
  const reply = parseCommandReply(body, framed);
  if (reply.kind !== 'done') return reply;
  const { lines, values } = reply;
  const textOf = (name: keyof Balance): string | null =>
    lines?.[LINES[name]] ??
    BALANCE_SPELLINGS[name].map((spelling) => values.get(spelling)).find(Boolean) ??
    null;
  const currency = matching(CURRENCY, safe(textOf('currency')));
  const available = readAmount(textOf('available'), AMOUNT);
  if (currency === null || available === null) {
    return { kind: 'unreadable', reason: 'no currency or no amount' };
  }
  const creditLimit = readAmount(textOf('creditLimit'), AMOUNT);
  const unread = creditLimit === null && (textOf('creditLimit') ?? '') !== '';
  return {
    kind: 'answer',
    answer: { kind: 'balance', currency: currency.toUpperCase(), available, creditLimit },
    unread,
  };
}
