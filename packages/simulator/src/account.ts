import { type ParameterNames } from './accepted-parameters.js';
import { type ErrorCodes } from './error-rows.js';
import { type Personality, PUBLISHED } from './personality.js';

/** Everything about the reseller's account that the control API can change. */
export interface AccountSettings {
  readonly loginName: string;
  readonly loginPassword: string;
  /** A locked account answers like a wrong password. */
  readonly locked: boolean;
  /** 0: orders are debited; 1: payment stays outstanding. Which one occurs depends on the account's set-up. */
  readonly code: 0 | 1;
  /** Null: no limit. */
  readonly creditCents: number | null;
  /** ISO 4217; prices and credit have no other. */
  readonly currency: string;
  /** Product number → price; a product without one is refused ("No price found!"). */
  readonly pricesCents: ReadonlyMap<string, number>;
  /** Lower-case hex SHA-256 of the SubjectPublicKeyInfo. */
  readonly compromisedKeys: ReadonlySet<string>;
  readonly parameterNames: ParameterNames;
  readonly errorCodes: ErrorCodes;
  /** Whether an order may have the argument `foreignOrderNumber`; else it is unknown like any other. */
  readonly foreignOrderNumbers: boolean;
  /** A younger purchase is not in the report yet. */
  readonly reportDelayMs: number;
}

export interface Credentials {
  readonly loginName: string;
  readonly loginPassword: string;
}

/** The prices are invented; 210.00 is the amount of the published example reply. */
const DEFAULT_PRICES_CENTS: ReadonlyMap<string, number> = new Map([
  ['706', 21000],
  ['1214', 18000],
  ['577', 4500],
  ['163', 2500],
]);

export class Account {
  private current: AccountSettings;

  /** The personality sets the initial state; the control API can change it. */
  constructor(
    private readonly credentials: Credentials,
    private readonly personality: Personality = PUBLISHED,
  ) {
    this.current = this.defaults();
  }

  get settings(): AccountSettings {
    return this.current;
  }

  change(changes: Partial<AccountSettings>): void {
    this.current = { ...this.current, ...changes };
  }

  reset(): void {
    this.current = this.defaults();
  }

  /** Takes the money, or returns false and takes none. */
  debit(cents: number): boolean {
    const { creditCents, code } = this.current;
    if (creditCents === null || code === 1) return true;
    if (creditCents < cents) return false;
    this.change({ creditCents: creditCents - cents });
    return true;
  }

  private defaults(): AccountSettings {
    const { parameterNames, errorCodes, foreignOrderNumbers, report } = this.personality;
    return {
      loginName: this.credentials.loginName,
      loginPassword: this.credentials.loginPassword,
      locked: false,
      code: 0,
      creditCents: null,
      currency: 'USD',
      pricesCents: DEFAULT_PRICES_CENTS,
      compromisedKeys: new Set(),
      parameterNames,
      errorCodes,
      foreignOrderNumbers,
      reportDelayMs: report.delayMs,
    };
  }
}
