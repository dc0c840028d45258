import { existsSync } from 'node:fs';

/** The settings that decide what is started beside the gateway. */
export interface StartConfig {
  readonly role: 'all' | 'api' | 'worker';
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly sectigo?: { readonly url?: string; readonly simulated?: boolean | undefined } | undefined;
  readonly operatorKey?: string | undefined;
  readonly encryptionKeys?: readonly Buffer[] | undefined;
  readonly logFormat?: 'json' | 'pretty' | undefined;
}

/** What the gateway cannot run without. */
export interface Servers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly operatorKey: string;
}

/** The simulator as the account that the gateway orders with. */
export interface SimulatedAccount {
  readonly simulated: true;
  readonly url: string;
  readonly loginName: string;
  readonly loginPassword: string;
}

interface OpenProcess {
  readonly logger: { info(message: string): void };
}

interface Beside {
  readonly ownsDatabase: boolean;
  greet(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** What this package uses of the gateway's build. */
interface Gateway {
  readonly readStartConfig: () => StartConfig;
  readonly launch: (work: () => Promise<void>) => void;
  readonly openProcess: (config: StartConfig) => Promise<OpenProcess>;
  readonly run: (config: StartConfig & Servers, opened: OpenProcess, beside: Beside) => Promise<void>;
}

const BUILD = new URL('../../../dist/', import.meta.url);

/**
 * Loads the built gateway into this process, so that no signal ends one and leaves the other. Settings of a file `.env` in the
 * current folder count where the environment has none.
 */
export async function loadGateway(): Promise<Gateway> {
  if (existsSync('.env')) process.loadEnvFile();
  const modules = await Promise.all(
    ['launch.js', 'run.js', 'config/read-config.js'].map(
      (file) => import(new URL(file, BUILD).href) as Promise<object>,
    ),
  );
  return Object.assign({}, ...modules) as Gateway;
}
