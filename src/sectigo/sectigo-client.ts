import { type Clock, SystemClock } from '../shared/clock.js';
import { accountBalance, type BalanceOutcome } from './commands/account-balance.js';
import { type Wire } from './commands/execute.js';
import { buildDocumentSigningForm, maskForm, type OrderValues } from './commands/order-form.js';
import { orderStatus, type OrderStatusOutcome } from './commands/order-status.js';
import { type AskOptions } from './commands/outcome.js';
import { type OrderOutcome, placeOrder, type PlaceOrderOptions } from './commands/place-order.js';
import { reportOrders, type ReportOutcome, type ReportQuery } from './commands/report-orders.js';
import {
  revokeCertificate,
  type RevocationOutcome,
  type RevocationRequest,
} from './commands/revoke-certificate.js';
import { type ErrorCatalogue, PUBLISHED_CATALOGUE } from './tables/error-codes.js';
import { type ParameterNames, PUBLISHED_NAMES } from './tables/parameter-names.js';
import { type ParameterName } from './tables/parameters.js';
import { placeTestOrder, type TestOrder } from './commands/test-order.js';
import { commandUrl } from './wire/base-url.js';
import { type ConnectFailure } from './wire/connection.js';
import {
  type CredentialsResult,
  loginOf,
  type SectigoCredentials,
  tlsMaterialOf,
  useCredentials,
} from './wire/credentials.js';
import { type FormLogin, type FormResult, MASK } from './wire/form.js';
import { type ConnectionFacts, inspectConnection } from './wire/inspect-connection.js';
import { LoginFingerprint } from './wire/login-fingerprint.js';
import { type ProxySettings, proxyUrl, useProxy } from './wire/proxy.js';

export interface SectigoClientSettings {
  /** Such as `https://secure.trust-provider.com/products/`; plain http only to this machine itself. */
  readonly baseUrl: string;
  /** Read for every request, so that a rotated password or certificate is used at once. */
  readonly credentials: () => SectigoCredentials | Promise<SectigoCredentials>;
  /** Until the connection is ready: DNS, TCP, the proxy's tunnel and TLS together. */
  readonly connectTimeoutMs: number;
  /** For the whole exchange, connecting included. */
  readonly timeoutMs: number;
  /** Absent: connections go directly to Sectigo, and proxy variables of the environment are ignored. */
  readonly proxy?: ProxySettings | undefined;
  /** Trusted instead of the roots that come with Node. */
  readonly caPem?: string | null | undefined;
  readonly parameterNames?: ParameterNames | undefined;
  readonly errorCatalogue?: ErrorCatalogue | undefined;
  /** Whether an order may carry `foreignOrderNumber`, which Sectigo has not confirmed for document signing. */
  readonly foreignOrderNumbers?: boolean | undefined;
  /** Only to read a Retry-After that is a date. */
  readonly clock?: Clock | undefined;
  /** Told of every exchange once it is over. */
  readonly observe?: Wire['observe'];
  /** Called with every reply that could not be read in full. It must neither throw nor block. */
  readonly unread?: Wire['unread'];
}

type Unusable = Extract<CredentialsResult, { kind: 'unusable' }>;

/** Sectigo's commands as calls with typed outcomes. Faults of Sectigo or the network never throw. */
export class SectigoClient {
  private readonly wire: Wire;
  private readonly fingerprint = new LoginFingerprint();
  private refusesForeignOrderNumbers = false;

  constructor(private readonly settings: SectigoClientSettings) {
    const { baseUrl, credentials, connectTimeoutMs, timeoutMs, caPem = null, proxy = null } = settings;
    // what must not be used is refused before there is anything to send
    commandUrl(baseUrl, '');
    if (proxy !== null) proxyUrl(proxy.url);
    this.wire = {
      baseUrl,
      credentials: () => useCredentials(credentials),
      proxy: () => useProxy(proxy),
      connectTimeoutMs,
      timeoutMs,
      caPem,
      names: settings.parameterNames ?? PUBLISHED_NAMES,
      catalogue: settings.errorCatalogue ?? PUBLISHED_CATALOGUE,
      clock: settings.clock ?? new SystemClock(),
      observe: settings.observe,
      unread: settings.unread,
    };
  }

  /** Whether the parameter may be sent: an unconfirmed name only once an operator has named it. */
  isEnabled(name: ParameterName): boolean {
    return this.wire.names.isEnabled(name);
  }

  /** The form as it would be sent, the password masked (and the login name, when it cannot be had). */
  async previewForm(values: OrderValues): Promise<FormResult> {
    const result = await this.wire.credentials();
    const login = result.kind === 'usable' ? loginOf(result.credentials) : UNKNOWN_LOGIN;
    const form = buildDocumentSigningForm(values, login, this.wire.names);
    return form.kind === 'form' ? { ...form, entries: maskForm(form.entries, this.wire.names) } : form;
  }

  /** Of the credentials as they are now: another one once they change. Null when there are none to be used. */
  async loginFingerprint(): Promise<string | null> {
    const result = await this.wire.credentials();
    return result.kind === 'usable' ? this.fingerprint.of(result.credentials) : null;
  }

  /** Why nothing can be sent with the credentials, and the login for the proxy, as they are now; null when it can. */
  async credentialsFault(): Promise<string | null> {
    const results = await Promise.all([this.wire.credentials(), this.wire.proxy()]);
    return results.find((result) => result.kind === 'unusable')?.why ?? null;
  }

  /** Whether Sectigo has refused an order for a number of ours, though it was set that orders carry one. */
  get foreignOrderNumbersRefused(): boolean {
    return this.refusesForeignOrderNumbers;
  }

  /** Whether orders carry a number of ours: as it was set, until Sectigo refuses one for it. */
  get takesForeignOrderNumbers(): boolean {
    return this.settings.foreignOrderNumbers === true && !this.refusesForeignOrderNumbers;
  }

  /** Buys. One POST, and never a second try. */
  async placeOrder(values: OrderValues, options: PlaceOrderOptions = {}): Promise<OrderOutcome> {
    const { foreignOrderNumber, ...always } = options;
    const sent = this.settings.foreignOrderNumbers === true ? { ...always, foreignOrderNumber } : always;
    const outcome = await placeOrder(values, sent, this.wire);
    if (outcome.kind === 'refused' && outcome.refusesOurNumber === true) {
      this.refusesForeignOrderNumbers = true;
    }
    return outcome;
  }

  /** Orders a test: for finding out what an account can do. One POST, and never a second try. */
  placeTestOrder(order: TestOrder): Promise<OrderOutcome> {
    return placeTestOrder(order, this.wire);
  }

  /** Connects as every command does, and sends nothing of the account. */
  async inspectConnection(): Promise<ConnectionFacts | ConnectFailure | Unusable> {
    const login = await this.wire.credentials();
    if (login.kind === 'unusable') return login;
    const way = await this.wire.proxy();
    if (way.kind === 'unusable') return way;
    const { connectTimeoutMs, timeoutMs, baseUrl, caPem } = this.wire;
    const url = commandUrl(baseUrl, '');
    const tls = tlsMaterialOf(login.credentials, caPem);
    return inspectConnection({ url, tls, proxy: way.proxy, connectTimeoutMs }, timeoutMs);
  }

  /** Asks which orders Sectigo has. Changes nothing; a list is either whole or not given. */
  reportOrders(query: ReportQuery, options: AskOptions = {}): Promise<ReportOutcome> {
    return reportOrders(query, options, this.wire);
  }

  /** Revokes an issued certificate, or rejects one that is not issued. One POST; a repeat is safe. */
  revokeCertificate(request: RevocationRequest, options: AskOptions = {}): Promise<RevocationOutcome> {
    return revokeCertificate(request, options, this.wire);
  }

  /** Asks what the account has left. Changes nothing. */
  accountBalance(options: AskOptions = {}): Promise<BalanceOutcome> {
    return accountBalance(options, this.wire);
  }

  /** Asks for the state of an order's certificate. Changes nothing. */
  orderStatus(orderNumber: string, options: AskOptions = {}): Promise<OrderStatusOutcome> {
    return orderStatus(orderNumber, options, this.wire);
  }
}

const UNKNOWN_LOGIN: FormLogin = { loginName: MASK, loginPassword: MASK };
