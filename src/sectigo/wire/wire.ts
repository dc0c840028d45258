import { type Clock } from '../../shared/clock.js';
import { type CredentialsResult } from './credentials.js';
import { type ErrorCatalogue } from '../tables/error-codes.js';
import { type ParameterNames } from '../tables/parameter-names.js';

/** What every command of a client has in common. */
export interface Wire {
  readonly credentials: () => Promise<CredentialsResult>;
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
  readonly caPem: string | null;
  readonly names: ParameterNames;
  readonly catalogue: ErrorCatalogue;
  readonly clock: Clock;
}
