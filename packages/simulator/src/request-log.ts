import { type CertificateState } from './certificates.js';

export type RequestOutcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'sold'; readonly orderNumber: number }
  | { readonly kind: 'reported'; readonly rows: number }
  | { readonly kind: 'status'; readonly orderNumber: number; readonly state: CertificateState }
  | { readonly kind: 'revoked'; readonly orderNumber: number; readonly state: CertificateState }
  | { readonly kind: 'balance' }
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  /** A scripted fault answered, or did not, without the rules being asked. */
  | { readonly kind: 'not-judged' }
  | { readonly kind: 'no-such-endpoint' }
  | { readonly kind: 'body-incomplete' }
  | { readonly kind: 'body-too-large' }
  | { readonly kind: 'internal-fault'; readonly message: string };

export interface LoggedRequest {
  readonly request: number;
  readonly connection: number;
  /** ISO 8601. */
  readonly at: string;
  /** ISO 8601: answered in full, or the connection ended; null until then. */
  endedAt: string | null;
  readonly method: string;
  readonly path: string;
  /** Without the password, long values shortened; null when the body was not read. */
  form: Readonly<Record<string, string>> | null;
  /** Kind of the scripted fault that was played. */
  fault: string | null;
  outcome: RequestOutcome;
}

const CAPACITY = 10_000;
/** CSRs and attestations would make the log outgrow the memory; the ledger has them in full. */
const VALUE_LENGTH = 200;

/** Every request outside `/control/`, the refused ones too; the oldest give way. */
export class RequestLog {
  private logged: LoggedRequest[] = [];
  private count = 0;

  get requests(): readonly LoggedRequest[] {
    return this.logged;
  }

  open(connection: number, method: string, path: string): LoggedRequest {
    const entry: LoggedRequest = {
      request: ++this.count,
      connection,
      at: new Date().toISOString(),
      endedAt: null,
      method,
      path,
      form: null,
      fault: null,
      outcome: { kind: 'pending' },
    };
    this.logged.push(entry);
    if (this.logged.length > CAPACITY) this.logged.shift();
    return entry;
  }

  keepForm(entry: LoggedRequest, form: Readonly<Record<string, string>>): void {
    entry.form = Object.fromEntries(
      Object.entries(form).map(([name, value]) => [
        name,
        value.length > VALUE_LENGTH ? `${value.slice(0, VALUE_LENGTH)}…` : value,
      ]),
    );
  }

  reset(): void {
    this.logged = [];
  }
}
