import {
  type BalanceOutcome,
  isLoginRefused,
  type OrderOutcome,
  type OrderStatusOutcome,
  type ReportOutcome,
  type ReportQuery,
  type SectigoClient,
  type TestOrder,
} from '../sectigo/index.js';
import { type Command, type Denied, httpStatusOf, type NotAsked, said } from './reasons.js';
import { isWhole } from './sample-order.js';

/** What this command may do with an account: nothing in it orders anything but a test. */
export type VerifiableAccount = Pick<
  SectigoClient,
  'inspectConnection' | 'accountBalance' | 'reportOrders' | 'orderStatus' | 'placeTestOrder'
>;

const WHY = {
  login: 'Sectigo refused the login, and a repeat may lock the account',
  limit: 'Sectigo limits the calls of this account; try again later',
  doubt: 'an earlier test order may have been placed',
  billed: 'Sectigo might accept such an order, and bill it',
} as const;

export type LoginProof =
  | { readonly kind: 'accepted' | 'untold' | 'untold-for-limit' }
  | { readonly kind: 'refused'; readonly words: string; readonly wasAccepted: boolean };

/** Outcomes that Sectigo gives to nobody but the account itself. */
const TAKEN = ['balance', 'reported', 'status', 'placed', 'refused'];

/** Words of -16 that speak of the command, not of the login: the same number means both. */
const ABOUT_PERMISSION = /permi(?:ssion|tted)|privilege|not (?:authori[sz]ed|allowed|enabled|entitled)/i;
const ABOUT_LOGIN = /log-?in|user ?name|password|locked|credential|\bIP\b/i;

/**
 * An account that is asked as long as that can do no harm: not after a refused login, the call limit, or the time that the
 * operator gives it; and with no order that may be accepted while an earlier one is in doubt, or may have been billed.
 */
export class GuardedAccount {
  private ended: { readonly by: 'login' | 'limit' | 'time'; readonly why: string } | null = null;
  private readonly answered = new Set<Command>();
  private readonly denials = new Map<Command, Denied>();
  /** Whether the last answer about the login was a denial: a second one may mean that the account is locked. */
  private lastDenied = false;
  /** A question that Sectigo has answered, to be asked when that is in doubt. */
  private reassure: (() => Promise<{ readonly kind: string }>) | null = null;
  private refusedWords = '';
  private testsAreFree = false;
  /** Why no order goes out that Sectigo might accept; null while there is no reason. */
  barred: string | null = null;
  /** Whether a test order came to an unknown outcome, and may have been placed. */
  inDoubt = false;
  /** Sectigo's numbers of the orders that were placed. */
  readonly placed: string[] = [];

  constructor(
    private readonly account: VerifiableAccount,
    /** Why no time is left; null while there is some. */
    private readonly timeIsUp: () => string | null = () => null,
  ) {}

  /** Why nothing more is asked; null while there is no reason. */
  get stopped(): string | null {
    const time = this.ended === null ? this.timeIsUp() : null;
    if (time !== null) this.ended = { by: 'time', why: time };
    return this.ended?.why ?? null;
  }

  /** What the answers so far say of the login. */
  get login(): LoginProof {
    const wasAccepted = this.answered.size > 0;
    if (this.ended?.by === 'login') return { kind: 'refused', words: this.refusedWords, wasAccepted };
    if (wasAccepted) return { kind: 'accepted' };
    return { kind: this.ended?.by === 'limit' ? 'untold-for-limit' : 'untold' };
  }

  balance(): Promise<BalanceOutcome | NotAsked | Denied> {
    return this.ask('!getAccountBalance', () => this.account.accountBalance());
  }

  report(query: ReportQuery): Promise<ReportOutcome | NotAsked | Denied> {
    return this.ask('!WebHostReport', () => this.account.reportOrders(query));
  }

  status(orderNumber: string): Promise<OrderStatusOutcome | NotAsked | Denied> {
    return this.ask('!GetDetailedOrderStatus', () => this.account.orderStatus(orderNumber));
  }

  async order(order: TestOrder): Promise<OrderOutcome | NotAsked | Denied> {
    if (isWhole(order) && this.barred !== null) return { kind: 'not-asked', why: this.barred };
    const outcome = await this.ask('!AutoApplyOrder', () => this.account.placeTestOrder(order));
    if (outcome.kind === 'placed') this.notePlaced(outcome.orderNumber, outcome.cost);
    if (outcome.kind === 'unknown' && isWhole(order)) {
      this.barred = WHY.doubt;
      this.inDoubt = true;
    }
    return outcome;
  }

  notePlaced(orderNumber: string, cost: string | null): void {
    this.placed.push(orderNumber);
    if (!this.testsAreFree && Number(cost ?? Number.NaN) !== 0) this.barred = WHY.billed;
  }

  /** It is known that a test order costs nothing, and of each that was sent what became of it. */
  allowOrders(): void {
    this.testsAreFree = true;
    this.inDoubt = false;
    this.barred = null;
  }

  private async ask<Outcome extends { readonly kind: string }>(
    command: Command,
    call: () => Promise<Outcome>,
  ): Promise<Outcome | NotAsked | Denied> {
    const { stopped } = this;
    if (stopped !== null) return { kind: 'not-asked', why: stopped };
    const denial = this.denials.get(command);
    if (denial !== undefined) return { kind: 'not-asked', why: `the account may not use ${command}` };
    const outcome = await call();
    const words = refusalIn(outcome);
    if (words !== null) return this.refused(command, outcome, words);
    if (outcome.kind === 'throttled') this.ended = { by: 'limit', why: WHY.limit };
    if (TAKEN.includes(outcome.kind)) {
      this.answered.add(command);
      this.lastDenied = false;
      if (command !== '!AutoApplyOrder') this.reassure = call;
    }
    return outcome;
  }

  /** Of an account that Sectigo knows, or by its words, the refusal is about this command alone. */
  private async refused<Outcome>(
    command: Command,
    outcome: Outcome,
    words: string,
  ): Promise<Outcome | Denied> {
    const isPermission = ABOUT_PERMISSION.test(words) && !ABOUT_LOGIN.test(words);
    if (isPermission && this.answered.has(command)) return outcome;
    const isKnown = this.answered.size > 0 && !this.answered.has(command);
    if ((isKnown || isPermission) && (!this.lastDenied || (await this.isStillAccepted()))) {
      const denied: Denied = { kind: 'denied', command, words };
      this.denials.set(command, denied);
      this.lastDenied = true;
      return denied;
    }
    this.ended = { by: 'login', why: WHY.login };
    this.refusedWords = words;
    return outcome;
  }

  private async isStillAccepted(): Promise<boolean> {
    const answer = await this.reassure?.();
    return answer !== undefined && TAKEN.includes(answer.kind) && refusalIn(answer) === null;
  }
}

/** What Sectigo says where it refuses the login, or the command; null where it does not. */
function refusalIn(outcome: { readonly kind: string }): string | null {
  if (isLoginRefused(outcome)) {
    const { errorCode = null, message = null } = outcome as Partial<Parameters<typeof said>[0]>;
    return said({ errorCode, message });
  }
  const status = httpStatusOf(outcome);
  return status === 401 || status === 403 ? `HTTP ${status}` : null;
}
