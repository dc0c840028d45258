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

/** What this command may do with an account: nothing in it orders anything but a test. */
export type VerifiableAccount = Pick<
  SectigoClient,
  'inspectConnection' | 'accountBalance' | 'reportOrders' | 'orderStatus' | 'placeTestOrder'
>;

/** Not asked, and why. */
export interface NotAsked {
  readonly kind: 'not-asked';
  readonly why: string;
}

const WHY = {
  login: 'Sectigo has refused the login: another try may lock the account.',
  limit: 'Sectigo limits the calls of this account: try again later.',
} as const;

export type LoginProof =
  { readonly kind: 'none' | 'taken' } | { readonly kind: 'refused'; readonly words: string };

const TAKEN = ['balance', 'reported', 'status', 'placed', 'refused'];

function proofOf(outcome: { readonly kind: string }): LoginProof | null {
  if (isLoginRefused(outcome)) {
    const { errorCode = null, message = null } = outcome as Partial<Parameters<typeof said>[0]>;
    return { kind: 'refused', words: said({ errorCode, message }) };
  }
  return TAKEN.includes(outcome.kind) ? { kind: 'taken' } : null;
}

/** An account that is not asked any more once Sectigo has refused its login, or has had enough of its calls. */
export class GuardedAccount {
  private ended: NotAsked | null = null;
  /** Sectigo's numbers of the orders that were placed. */
  readonly placed: string[] = [];
  private proof: LoginProof = { kind: 'none' };

  constructor(private readonly account: VerifiableAccount) {}

  /** Why nothing more is asked; null while there is no reason. */
  get stopped(): string | null {
    return this.ended?.why ?? null;
  }

  /** What the answers so far say of the login. */
  get login(): LoginProof {
    return this.proof;
  }

  balance(): Promise<BalanceOutcome | NotAsked> {
    return this.ask(() => this.account.accountBalance());
  }

  report(query: ReportQuery): Promise<ReportOutcome | NotAsked> {
    return this.ask(() => this.account.reportOrders(query));
  }

  status(orderNumber: string): Promise<OrderStatusOutcome | NotAsked> {
    return this.ask(() => this.account.orderStatus(orderNumber));
  }

  async order(order: TestOrder): Promise<OrderOutcome | NotAsked> {
    const outcome = await this.ask(() => this.account.placeTestOrder(order));
    if (outcome.kind === 'placed') this.placed.push(outcome.orderNumber);
    return outcome;
  }

  private async ask<Outcome extends { readonly kind: string }>(
    call: () => Promise<Outcome>,
  ): Promise<Outcome | NotAsked> {
    if (this.ended !== null) return this.ended;
    const outcome = await call();
    if (isLoginRefused(outcome)) this.ended = { kind: 'not-asked', why: WHY.login };
    else if (outcome.kind === 'throttled') this.ended = { kind: 'not-asked', why: WHY.limit };
    this.proof = proofOf(outcome) ?? this.proof;
    return outcome;
  }
}

type Answer = BalanceOutcome | ReportOutcome | OrderStatusOutcome | OrderOutcome | NotAsked;
type NoAnswer = Extract<
  Answer,
  { kind: 'refused' | 'throttled' | 'failed' | 'not-sent' | 'unknown' | 'not-asked' }
>;

/** Why there is no answer, in a sentence. */
export function reasonOf(outcome: NoAnswer): string {
  switch (outcome.kind) {
    case 'refused':
      return `Sectigo answered ${said(outcome)}.`;
    case 'throttled':
      return `Sectigo limits the calls of this account (${outcome.errorCode === null ? 'HTTP 429' : said(outcome)}).`;
    case 'failed':
    case 'not-sent':
      return `${outcome.detail} (${outcome.reason})`;
    case 'unknown':
      return outcome.errorCode === null ? outcome.detail : `Sectigo answered ${said(outcome)}.`;
    case 'not-asked':
      return `Not tried. ${outcome.why}`;
  }
}

/** Such as `-2 “'xxxx' is an unrecognised argument!”`. */
export function said({
  errorCode,
  message,
}: {
  readonly errorCode: number | null;
  readonly message: string | null;
}): string {
  return message === null ? String(errorCode) : `${errorCode} “${message}”`;
}
