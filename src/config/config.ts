/** What a process may do: answer HTTP, send orders to Sectigo, or both. */
export type Role = 'all' | 'api' | 'worker';

/** Whether statements are prepared; `auto`: unless a pooler is in between. */
export type Prepare = 'auto' | 'on' | 'off';

/** How to reach Sectigo. Absent in `Config`: `npm start` starts the simulator for it. */
export interface SectigoAccount {
  /** It is the simulator, and nothing that it sells is real. */
  readonly simulated?: true;
  /** Base URL with a trailing slash, such as `https://secure.trust-provider.com/products/`. */
  readonly url: string;
  readonly loginName: string;
  /** Absent with client-certificate authentication, where no password is sent. */
  readonly loginPassword?: string;
  /** Read anew for each order, so that a rotated password needs no restart. */
  readonly loginPasswordFile?: string;
  readonly clientCertificate?: { readonly cert: string; readonly key: string };
  readonly ca?: string;
  /** Absent: straight to Sectigo. */
  readonly proxy?: SectigoProxy;
}

/** The HTTP proxy on the way to Sectigo. */
export interface SectigoProxy {
  /** `http://host:port` or `https://host:port`. */
  readonly url: string;
  /** `user:password` */
  readonly login?: string;
  /** Read anew for each connection, so that a rotated password needs no restart. */
  readonly loginFile?: string;
  /** PEM; trusted for the proxy alone, instead of the usual ones. */
  readonly ca?: string;
}

/** Whose tokens are taken besides our own keys. */
export interface JwtSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
}

/** Where people sign in to the dashboard as themselves. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim of the ID token that says what a person may do. */
  readonly roleClaim: string;
  /** What its values mean. */
  readonly roles: readonly (readonly [value: string, role: 'viewer' | 'operator' | 'admin'])[];
}

/** How Sectigo's pushes prove that they are Sectigo's. */
export interface NotificationAccess {
  readonly user: string;
  readonly password: string;
  /** Addresses and networks that may push; empty: any. */
  readonly allowedIps: readonly string[];
}

/** Everything that can be set from outside, checked: whoever needs a setting injects it. No file but `config/` reads the environment. */
export abstract class Config {
  abstract readonly port: number;
  abstract readonly host: string;
  abstract readonly role: Role;
  /** Without a trailing slash; `undefined` until the port is known. */
  abstract readonly publicUrl?: string;
  abstract readonly dataDir: string;
  /** Absent: the embedded server under `dataDir`. */
  abstract readonly databaseUrl?: string;
  /** Past the pooler that `databaseUrl` leads through, for what needs a session: migrations, LISTEN. */
  abstract readonly databaseDirectUrl?: string;
  abstract readonly databasePoolSize: number;
  abstract readonly databasePrepare: Prepare;
  /** False where another database user migrates. */
  abstract readonly migrateOnStart: boolean;
  abstract readonly redisUrl?: string;
  /** Keeps the keys of several gateways on one Redis apart. */
  abstract readonly queuePrefix: string;
  abstract readonly sectigo?: SectigoAccount;
  /** The change of address or login name that an operator has confirmed, as the refusal to start named it. */
  abstract readonly sectigoSameAccount?: string;
  abstract readonly sectigoTimeoutMs: number;
  abstract readonly sectigoConnectTimeoutMs: number;
  /** Field → wire name, overriding the parameters table. */
  abstract readonly parameterNames: Readonly<Record<string, string>>;
  /** Whether orders carry our own number (`foreignOrderNumber`), which Sectigo has not confirmed for document signing. */
  abstract readonly sectigoForeignOrderNumber: boolean;
  /** Rows that add to or correct the error-code table; checked by `sectigo/`. */
  abstract readonly errorCodes: unknown;
  abstract readonly submissions: {
    readonly concurrency: number;
    /** 0 = no limit. */
    readonly perMinute: number;
    readonly maxAttempts: number;
    readonly backoffMs: number;
    /** 0 = never probe by itself. */
    readonly holdProbeMs: number;
    /** Until an order whose outcome is unknown is looked for first; the pause doubles with each check. */
    readonly reconcileIntervalMs: number;
    /** Whether an order that two reports have no trace of is sent once more. */
    readonly reconcileResubmit: 'never' | 'after-absent';
  };
  /** Absent: no push is taken. */
  abstract readonly notifications?: NotificationAccess;
  /** Over all workers; one order's status is read every three hours at most in any case. */
  abstract readonly statusPollsPerMinute: number;
  /** For local use only: webhooks may lead to private addresses, by http as well. */
  abstract readonly webhookAllowPrivate: boolean;
  /** Addresses, networks and suffixes of host names that webhooks may lead to besides public https, by http as well. */
  abstract readonly webhookAllowedNetworks: readonly string[];
  /** Absent: one is made on first start and kept under `dataDir`. */
  abstract readonly operatorKey?: string;
  /** What encrypts secrets in the database: the first writes, all read. Absent: they are stored unencrypted. */
  abstract readonly encryptionKeys?: readonly Buffer[];
  /** Absent: no tokens of an identity provider are taken. */
  abstract readonly jwt?: JwtSettings;
  /** Absent: the operator key is the only way in to the dashboard. */
  abstract readonly oidc?: OidcSettings;
  /** Of one client, over all processes, by what a call counts as; 0 = no limit. Operators may do three times as much. */
  abstract readonly callsPerMinute: {
    readonly reads: number;
    readonly orders: number;
    readonly changes: number;
  };
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  abstract readonly trustedProxies: readonly string[];
  /** Opens `/metrics` beyond the loopback interface. */
  abstract readonly metricsToken?: string;
  /** OpenTelemetry collector; absent: nothing is traced. */
  abstract readonly tracesEndpoint?: string;
  /** What the collector wants to see, as OpenTelemetry writes it: `name=value,…`. */
  abstract readonly tracesHeaders?: string;
  /** The name of this gateway in traces and logs. */
  abstract readonly serviceName: string;
  /** Attributes of every process in traces. */
  abstract readonly resourceAttributes: Readonly<Record<string, string>>;
  /** Where the links of alerts lead; absent: to the page that an API process serves. */
  abstract readonly runbookUrl?: string;
  /** A decimal in the account's currency; absent: no balance is too low. */
  abstract readonly balanceAlertBelow?: string;
  /** How many days what Sectigo said and nobody could read is kept. */
  abstract readonly retentionRawDays: number;
  /** How long an API still serves requests once it has reported that it is not ready. */
  abstract readonly shutdownDelayMs: number;
  abstract readonly logLevel: string;
  /** Absent: JSON, but for `npm start` at a terminal. */
  abstract readonly logFormat?: 'json' | 'pretty';
}

/** What sending, and whatever else asks Sectigo for something, goes by. */
export type SendingConfig = Pick<Config, 'submissions' | 'sectigoTimeoutMs'>;

/** How long after Sectigo's time-out an attempt may still be writing down its outcome. */
export const LEASE_MARGIN_MS = 15_000;

/** How long whoever asks Sectigo may be silent before others take the outcome for unknown. */
export const leaseMsOf = ({ sectigoTimeoutMs }: Pick<Config, 'sectigoTimeoutMs'>): number =>
  sectigoTimeoutMs + LEASE_MARGIN_MS;

/** All that asking Sectigo something needs. */
export type AccountConfig = Config & Required<Pick<Config, 'sectigo'>>;

/** A running process has everything. */
export type RunningConfig = Config &
  Required<Pick<Config, 'databaseUrl' | 'redisUrl' | 'sectigo' | 'operatorKey'>>;

/** Thrown when the environment is not usable: one line per fault, names only, never values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}
