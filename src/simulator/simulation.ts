import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Account } from './account.js';
import { type Certificates } from './certificates.js';
import { type FaultQueue } from './faults.js';
import { type Ledger } from './ledger.js';
import { type LoggedRequest, type RequestLog } from './request-log.js';

/** All state of one running simulator. */
export interface Simulation {
  readonly account: Account;
  readonly ledger: Ledger;
  readonly certificates: Certificates;
  readonly faults: FaultQueue;
  readonly requests: RequestLog;
  /** Aborted when the simulator stops. */
  readonly closing: AbortSignal;
}

/** One simulated upstream command. */
export type Endpoint = (
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  log: LoggedRequest,
) => Promise<void>;
