import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Account } from './account.js';
import { type Certificates } from './certificates.js';
import { type FaultQueue } from './faults.js';
import { type Ledger } from './ledger.js';
import { type Personality } from './personality.js';
import { type Pushes } from './pushes.js';
import { type LoggedRequest, type RequestLog } from './request-log.js';
import { type TestCa } from './test-ca.js';

/** All state of one running simulator. */
export interface Simulation {
  /** How it does what no source says how. */
  readonly personality: Personality;
  readonly account: Account;
  readonly ledger: Ledger;
  readonly certificates: Certificates;
  /** The certificate authority. */
  readonly ca: TestCa;
  readonly pushes: Pushes;
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
