import { sha256 } from '../shared/canonical-json.js';
import { type Clock, SystemClock } from '../shared/clock.js';
import { commandUrl } from './base-url.js';
import { classifyReply } from './classify-reply.js';
import { type ConnectFailure, openConnection, type TlsMaterial } from './connection.js';
import { Deadline } from './deadline.js';
import { type ErrorCatalogue, PUBLISHED_CATALOGUE } from './error-codes.js';
import { buildDocumentSigningForm, encodeForm, MASK, maskForm, withoutPassword } from './form.js';
import { type FormEntries, type FormLogin, type FormResult, type OrderValues } from './form.js';
import { type NotSent, type NotSentReason, type OrderOutcome } from './outcome.js';
import { type ParameterNames, PUBLISHED_NAMES } from './parameter-names.js';
import { type ParameterName } from './parameters.js';
import { postForm } from './post-form.client.js';

/** How the gateway proves who it is: by the password in the form, or by a certificate and no password at all. */
export interface SectigoCredentials {
  readonly loginName: string;
  readonly proof:
    | { readonly kind: 'password'; readonly loginPassword: string }
    | { readonly kind: 'client-certificate'; readonly certificatePem: string; readonly keyPem: string };
}

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
  /** Only to read a Retry-After that is a date. */
  readonly clock?: Clock | undefined;
}

export interface PlaceOrderOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Orders at Sectigo: one call, one POST, one typed outcome, and never a second try. */
export class SectigoClient {
  private readonly orderUrl: URL;
  private readonly names: ParameterNames;
  private readonly catalogue: ErrorCatalogue;
  private readonly clock: Clock;

  constructor(private readonly settings: SectigoClientSettings) {
    this.orderUrl = commandUrl(settings.baseUrl, '!AutoApplyOrder');
    this.names = settings.parameterNames ?? PUBLISHED_NAMES;
    this.catalogue = settings.errorCatalogue ?? PUBLISHED_CATALOGUE;
    this.clock = settings.clock ?? new SystemClock();
  }

  /** Whether the parameter may be sent: an unconfirmed name only once an operator has named it. */
  isEnabled(name: ParameterName): boolean {
    return this.names.isEnabled(name);
  }

  /** The form as it would be sent, the password masked (and the login name, when it cannot be read). */
  async previewForm(values: OrderValues): Promise<FormResult> {
    const credentials = await this.readCredentials();
    const login = credentials === null ? UNKNOWN_LOGIN : loginOf(credentials);
    const form = buildDocumentSigningForm(values, login, this.names);
    return form.kind === 'form' ? { ...form, entries: maskForm(form.entries, this.names) } : form;
  }

  /** Never throws for what Sectigo or the network does. */
  async placeOrder(values: OrderValues, options: PlaceOrderOptions = {}): Promise<OrderOutcome> {
    const deadline = new Deadline(this.settings.timeoutMs, options.signal);
    try {
      const credentials = await this.readCredentials();
      if (credentials === null) {
        return notSent('credentials-unavailable', 'The credentials could not be read.', null, deadline);
      }
      const form = buildDocumentSigningForm(values, loginOf(credentials), this.names);
      if (form.kind === 'faults')
        return notSent('form-invalid', `${form.faults.join('; ')}.`, null, deadline);
      return await this.exchange(form.entries, credentials, deadline);
    } finally {
      deadline.clear();
    }
  }

  private async exchange(
    entries: FormEntries,
    credentials: SectigoCredentials,
    deadline: Deadline,
  ): Promise<OrderOutcome> {
    const requestDigest = sha256(encodeForm(withoutPassword(entries, this.names)));
    const { connectTimeoutMs, caPem = null } = this.settings;
    const tls = tlsMaterialOf(credentials, caPem);
    const connection = await openConnection(this.orderUrl, tls, connectTimeoutMs, deadline.signal);
    if (connection.kind === 'failed') return notConnected(connection, requestDigest, deadline);

    const reply = await postForm(this.orderUrl, encodeForm(entries), connection.socket, deadline.signal);
    return classifyReply(reply, {
      catalogue: this.catalogue,
      names: this.names,
      now: this.clock.now(),
      interruption: deadline.interruption,
      redact: redactor(credentials),
      exchange: {
        httpStatus: reply.httpStatus,
        durationMs: deadline.elapsedMs(),
        requestDigest,
        replyDigest: reply.kind === 'replied' ? sha256(reply.body) : null,
      },
    });
  }

  /** What goes wrong with a password file may quote the file, so the error stays here. */
  private async readCredentials(): Promise<SectigoCredentials | null> {
    try {
      return await this.settings.credentials();
    } catch {
      return null;
    }
  }
}

const UNKNOWN_LOGIN: FormLogin = { loginName: MASK, loginPassword: MASK };

function loginOf({ loginName, proof }: SectigoCredentials): FormLogin {
  return { loginName, loginPassword: proof.kind === 'password' ? proof.loginPassword : null };
}

function tlsMaterialOf({ proof }: SectigoCredentials, caPem: string | null): TlsMaterial {
  return proof.kind === 'password'
    ? { caPem, clientCertificatePem: null, clientKeyPem: null }
    : { caPem, clientCertificatePem: proof.certificatePem, clientKeyPem: proof.keyPem };
}

function redactor({ proof }: SectigoCredentials): (text: string) => string {
  if (proof.kind !== 'password' || proof.loginPassword === '') return (text) => text;
  return (text) => text.replaceAll(proof.loginPassword, MASK);
}

function notConnected(
  { reason, errorName }: ConnectFailure,
  requestDigest: string,
  deadline: Deadline,
): NotSent {
  // The time for everything may be over before the time to connect is.
  const why = reason === 'aborted' && deadline.interruption === 'timeout' ? 'connect-timeout' : reason;
  const detail = `${NOT_CONNECTED[why]}${errorName === null ? '' : ` (${errorName})`}.`;
  return notSent(why, detail, requestDigest, deadline);
}

const NOT_CONNECTED = {
  dns: 'The host name could not be resolved',
  'connect-refused': 'The connection was refused',
  'connect-timeout': 'No connection within the time allowed',
  tls: 'The TLS handshake failed',
  'connect-failed': 'The connection failed',
  aborted: 'The gateway gave up before it was connected',
} as const satisfies Record<ConnectFailure['reason'], string>;

function notSent(
  reason: NotSentReason,
  detail: string,
  requestDigest: string | null,
  deadline: Deadline,
): NotSent {
  const exchange = { httpStatus: null, durationMs: deadline.elapsedMs(), requestDigest, replyDigest: null };
  return { kind: 'not-sent', reason, detail, exchange };
}
