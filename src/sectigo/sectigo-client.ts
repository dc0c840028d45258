import { type Clock, SystemClock } from '../shared/clock.js';
import { accountBalance, type BalanceOutcome } from './commands/account-balance.js';
import { askOrderStatus } from './commands/ask-order-status.js';
import { commandUrl } from './wire/base-url.js';
import {
  type CredentialsResult,
  loginOf,
  type SectigoCredentials,
  useCredentials,
} from './wire/credentials.js';
import { type ErrorCatalogue, PUBLISHED_CATALOGUE } from './tables/error-codes.js';
import { buildDocumentSigningForm, MASK, maskForm } from './wire/form.js';
import { type FormLogin, type FormResult, type OrderValues } from './wire/form.js';
import { LoginFingerprint } from './wire/login-fingerprint.js';
import { type OrderStatusOptions, type OrderStatusOutcome } from './commands/order-status-outcome.js';
import { type OrderOutcome } from './commands/outcome.js';
import { type ParameterNames, PUBLISHED_NAMES } from './tables/parameter-names.js';
import { type ParameterName } from './tables/parameters.js';
import { placeOrder, type PlaceOrderOptions } from './commands/place-order.js';
import { type ReportOptions, type ReportOutcome, type ReportQuery } from './commands/report-outcome.js';
import { reportOrders } from './commands/report-orders.js';
import {
  type RevocationOptions,
  type RevocationOutcome,
  type RevocationRequest,
} from './commands/revocation-outcome.js';
import { revokeCertificate } from './commands/revoke-certificate.js';
import { type Wire } from './wire/wire.js';

export interface SectigoClientSettings {
  /** Such as `https://secure.trust-provider.com/products/`; plain http only to this machine itself. */
  readonly baseUrl: string;
  /** Asked for at every request, so that a rotated password or certificate counts at once. */
  readonly credentials: () => SectigoCredentials | Promise<SectigoCredentials>;
  /** Until the connection is ready: DNS, TCP and TLS together. */
  readonly connectTimeoutMs: number;
  /** For the whole exchange, connecting included. */
  readonly timeoutMs: number;
  /** Trusted instead of the roots that come with Node. */
  readonly caPem?: string | null | undefined;
  readonly parameterNames?: ParameterNames | undefined;
  readonly errorCatalogue?: ErrorCatalogue | undefined;
  /** Whether an order may carry `foreignOrderNumber`, which Sectigo has not confirmed for document signing. */
  readonly foreignOrderNumbers?: boolean | undefined;
  /** Only to read a Retry-After that is a date. */
  readonly clock?: Clock | undefined;
}

/** Sectigo's commands as calls with typed outcomes. None throws for what Sectigo or the network does. */
export class SectigoClient {
  private readonly orderUrl: URL;
  private readonly reportUrl: URL;
  private readonly revocationUrl: URL;
  private readonly balanceUrl: URL;
  private readonly statusUrl: URL;
  private readonly names: ParameterNames;
  private readonly wire: Wire;
  private readonly fingerprint = new LoginFingerprint();

  constructor(private readonly settings: SectigoClientSettings) {
    const { baseUrl, connectTimeoutMs, timeoutMs, caPem = null } = settings;
    this.orderUrl = commandUrl(baseUrl, '!AutoApplyOrder');
    this.reportUrl = commandUrl(baseUrl, '!WebHostReport');
    this.revocationUrl = commandUrl(baseUrl, '!autoRevokeCertificate');
    this.balanceUrl = commandUrl(baseUrl, '!getAccountBalance');
    this.statusUrl = commandUrl(baseUrl, '!GetDetailedOrderStatus');
    this.names = settings.parameterNames ?? PUBLISHED_NAMES;
    this.wire = {
      credentials: () => this.credentials(),
      connectTimeoutMs,
      timeoutMs,
      caPem,
      names: this.names,
      catalogue: settings.errorCatalogue ?? PUBLISHED_CATALOGUE,
      clock: settings.clock ?? new SystemClock(),
    };
  }

  /** Whether the parameter may be sent: an unconfirmed name only once an operator has named it. */
  isEnabled(name: ParameterName): boolean {
    return this.names.isEnabled(name);
  }

  /** The form as it would be sent, the password masked (and the login name, when it cannot be had). */
  async previewForm(values: OrderValues): Promise<FormResult> {
    const result = await this.credentials();
    const login = result.kind === 'usable' ? loginOf(result.credentials) : UNKNOWN_LOGIN;
    const form = buildDocumentSigningForm(values, login, this.names);
    return form.kind === 'form' ? { ...form, entries: maskForm(form.entries, this.names) } : form;
  }

  /** Of the credentials as they are now: another one once they change. Null when there are none to be used. */
  async loginFingerprint(): Promise<string | null> {
    const result = await this.credentials();
    return result.kind === 'usable' ? this.fingerprint.of(result.credentials) : null;
  }

  /** Why nothing can be sent with the credentials as they are now; null when it can. */
  async credentialsFault(): Promise<string | null> {
    const result = await this.credentials();
    return result.kind === 'usable' ? null : result.why;
  }

  /** Buys. One POST, and never a second try. */
  placeOrder(values: OrderValues, options: PlaceOrderOptions = {}): Promise<OrderOutcome> {
    const { foreignOrderNumber, ...always } = options;
    const sent = this.settings.foreignOrderNumbers === true ? { ...always, foreignOrderNumber } : always;
    return placeOrder(values, sent, this.orderUrl, this.wire);
  }

  /** Asks which orders Sectigo has. Changes nothing; a list is either whole or not given. */
  reportOrders(query: ReportQuery, options: ReportOptions = {}): Promise<ReportOutcome> {
    return reportOrders(query, options, this.reportUrl, this.wire);
  }

  /** Revokes what was issued, and rejects what was not. One POST; a repeat is safe. */
  revokeCertificate(
    request: RevocationRequest,
    { signal }: RevocationOptions = {},
  ): Promise<RevocationOutcome> {
    return revokeCertificate(request, signal, this.revocationUrl, this.wire);
  }

  /** Asks what the account has left. Changes nothing. */
  accountBalance({ signal }: ReportOptions = {}): Promise<BalanceOutcome> {
    return accountBalance(signal, this.balanceUrl, this.wire);
  }

  /** Asks what has become of an order's certificate. Changes nothing. */
  orderStatus(orderNumber: string, options: OrderStatusOptions = {}): Promise<OrderStatusOutcome> {
    return askOrderStatus(orderNumber, options, this.statusUrl, this.wire);
  }

  private credentials(): Promise<CredentialsResult> {
    return useCredentials(this.settings.credentials);
  }
}

const UNKNOWN_LOGIN: FormLogin = { loginName: MASK, loginPassword: MASK };
