import { type SectigoAccount } from '../config/config.js';
import { type ObservedExchange, unknownFieldsIn } from '../sectigo/index.js';
import { UNCONFIRMED, UNCONFIRMED_FIELDS, type UnconfirmedField } from './candidate-names.js';
import { type Check, ok, warning } from './check.js';
import { checkConnection } from './connection-checks.js';
import { GuardedAccount, type VerifiableAccount } from './guarded-account.js';
import { type LearntCode } from './learn-error-codes.js';
import { type LearntNames } from './learn-names.js';
import { checkLogin, checkReading } from './reading-checks.js';
import { type Time } from './report-watch.js';
import { type Learnt, tryTestOrders } from './test-orders.js';
import { findLost, type Lost } from './lost-order.js';

/** Settings to copy; null where nothing could be learnt, for the reason that the check of the same matter gives. */
export interface LearntSettings {
  readonly SECTIGO_PARAMETER_NAMES: Readonly<Record<string, string | null>> | null;
  readonly SECTIGO_ERROR_CODES_FILE: readonly unknown[] | null;
  readonly SECTIGO_FOREIGN_ORDER_NUMBER: 'on' | 'off' | null;
  readonly RECONCILE_INTERVAL_MS: number | null;
}

export interface Verification {
  readonly checks: readonly Check[];
  readonly settings: LearntSettings;
}

interface SetNames {
  /** Of parameters that are not among the three. */
  readonly others: Readonly<Record<string, string>>;
  readonly unconfirmed: Readonly<Partial<Record<UnconfirmedField, string>>>;
}

/** Keys of the setting may name a field by its path, by its end, or by the parameter. */
export function namesSet(setting: Readonly<Record<string, string>>): SetNames {
  const others: Record<string, string> = {};
  const unconfirmed: Partial<Record<UnconfirmedField, string>> = {};
  for (const [key, name] of Object.entries(setting)) {
    const field = UNCONFIRMED_FIELDS.find(
      (one) => key === UNCONFIRMED[one].name || key.split('.').at(-1) === one,
    );
    if (field === undefined) others[key] = name;
    else unconfirmed[field] = name;
  }
  return { others, unconfirmed };
}

interface Question {
  readonly sectigo: Pick<SectigoAccount, 'url' | 'clientCertificate' | 'proxy'>;
  /** As an operator has set them: what was learnt is added. */
  readonly set: SetNames;
  readonly errorCodes: readonly unknown[];
  readonly orderNumbers: readonly string[];
  readonly testOrders: boolean;
  readonly time: Time;
  /** After so long nothing more is asked. */
  readonly timeLimitMs: number;
  /** The balance is not asked for: the account may not. */
  readonly withoutBalance: boolean;
  /** What has been sent and received so far. */
  readonly exchanges: readonly ObservedExchange[];
}

/** Tries an account, reading only at first; with test orders when that was asked for and the login is taken. */
export async function verifyAccount(account: VerifiableAccount, question: Question): Promise<Verification> {
  const { time, testOrders, set, exchanges } = question;
  const now = (): Date => new Date(time.now());
  const connection = await checkConnection(account, question.sectigo, now);
  const guarded = new GuardedAccount(account, endOf(question));
  const read = await checkReading(guarded, question, now);
  const isReached = connection.every(({ status }) => status !== 'failed');
  const tried =
    testOrders && isReached && guarded.login.kind !== 'refused'
      ? await tryTestOrders(guarded, { ...read, given: set.unconfirmed, time })
      : null;
  const notTried = testOrders
    ? warning(
        'test order',
        `Not tried: ${isReached ? 'Sectigo refuses the login' : 'there is no connection'}.`,
      )
    : ok('test order', 'Not tried: --test-orders was not given.');
  return {
    checks: [
      ...connection,
      checkLogin(guarded),
      ...read.checks,
      ...(tried?.checks ?? [notTried]),
      ...(await listPlaced(guarded, read.reported, time)),
      checkFields(exchanges),
    ],
    settings: tried === null ? NO_SETTINGS : settingsOf(tried.learnt, question),
  };
}

/** Why no time is left, once that is so. */
function endOf({ time, timeLimitMs }: Question): () => string | null {
  const endMs = time.now() + timeLimitMs;
  const why = `the time limit of ${timeLimitMs / 1000} s is over, which --time-limit raises`;
  return () => (time.now() < endMs ? null : why);
}

export const NO_SETTINGS: LearntSettings = {
  SECTIGO_PARAMETER_NAMES: null,
  SECTIGO_ERROR_CODES_FILE: null,
  SECTIGO_FOREIGN_ORDER_NUMBER: null,
  RECONCILE_INTERVAL_MS: null,
};

function settingsOf(
  { names, codes, foreignOrderNumber, reconcileIntervalMs }: Learnt,
  { set, errorCodes }: Pick<Question, 'set' | 'errorCodes'>,
): LearntSettings {
  return {
    SECTIGO_PARAMETER_NAMES: names && { ...set.others, ...withoutGaps(names, set.unconfirmed) },
    SECTIGO_ERROR_CODES_FILE: codes.length === 0 ? null : [...errorCodes.filter(isNotIn(codes)), ...codes],
    SECTIGO_FOREIGN_ORDER_NUMBER: foreignOrderNumber,
    RECONCILE_INTERVAL_MS: reconcileIntervalMs,
  };
}

/** A name that was not learnt stays as an operator has set it. */
function withoutGaps(names: LearntNames, given: Partial<LearntNames>): Partial<LearntNames> {
  return Object.fromEntries(UNCONFIRMED_FIELDS.map((field) => [field, names[field] ?? given[field] ?? null]));
}

/** What was learnt is newer than what an operator has set for the same number. */
const isNotIn =
  (codes: readonly LearntCode[]) =>
  (row: unknown): boolean =>
    !codes.some(({ code }) => code === (row as { readonly code?: unknown }).code);

/** For whoever cleans up, or is billed after all: also those that only the report has, as their answers were lost. */
async function listPlaced(
  account: GuardedAccount,
  reported: ReadonlySet<string> | null,
  time: Time,
): Promise<Check[]> {
  const name = 'orders placed';
  const { placed } = account;
  const known = placed.length === 0 ? '' : `Sectigo placed ${placed.join(', ')}, all with test=Y.`;
  if (!account.inDoubt) return placed.length === 0 ? [] : [ok(name, known)];
  const lost = await findLost(account, reported, time, 0);
  return [warning(name, [known, lostInWords(lost)].filter((part) => part !== '').join(' '))];
}

function lostInWords(lost: Lost): string {
  switch (lost.kind) {
    case 'found':
      return `The answer to another order was lost: the report has ${lost.row.orderNumber}, which seems to be it.`;
    case 'several':
      return `The answer to another order was lost: the report has ${lost.numbers.join(', ')}, one of which may be it.`;
    case 'none':
      return 'The answer to another order was lost, and the report does not have it so far: look again later.';
    case 'no-report':
      return `The answer to another order was lost, and the report cannot tell whether it was placed. ${lost.why}`;
  }
}

function checkFields(exchanges: readonly ObservedExchange[]): Check {
  const name = 'fields of replies';
  const unread = exchanges.filter((one) => one.unread === 'unreadable' || one.unread === 'partly');
  if (unread.length > 0) {
    const commands = [...new Set(unread.map(({ command }) => command))].join(', ');
    return warning(name, `Replies to ${commands} could not be read in full. --verbose shows them.`);
  }
  const unknown = new Set(
    exchanges.flatMap(({ command, reply }) =>
      unknownFieldsIn(command, reply).map((field) => `${command} ${field}`),
    ),
  );
  const detail = unknown.size === 0 ? '' : ` The gateway does not use ${[...unknown].join(', ')}.`;
  return ok(name, `Every reply could be read in full.${detail}`);
}
