import { type OrderStatus } from '../../src/orders/domain/order-status.js';
import { type Callers } from './load/callers.js';
import { type SeededRandom } from './random.js';
import { type Settings } from './stage/gateway-process.js';
import { type Stage } from './stage/stage.js';

/** What a scenario has to work with. */
export interface Show {
  readonly stage: Stage;
  readonly callers: Callers;
  readonly random: SeededRandom;
  /** How many orders or kills: the number given, or a fraction of it in the short version. */
  readonly scaled: (count: number) => number;
  /** This order in particular has to end so. */
  readonly mustEnd: (organization: string, status: OrderStatus) => void;
  /** From here on the time to recover counts; without it, from the end of the scenario. */
  readonly faultEnds: () => void;
}

/** How many orders may, or must, stay unknown: none of them was bought, or Sectigo's report would have told. */
export type Unknown =
  | { readonly kind: 'none' }
  | { readonly kind: 'some' }
  | { readonly kind: 'exactly'; readonly count: number };

export interface Scenario {
  readonly name: string;
  /** Its number in the list of faults. */
  readonly fault: number;
  /** Runs in CI as well. */
  readonly short?: true;
  /** Processes at the start; one of each unless said otherwise. */
  readonly apis?: number;
  readonly workers?: number;
  readonly settings?: Settings;
  /** Statuses in which its orders may end, besides `outcome-unknown`; `placed` unless said otherwise. */
  readonly ends?: readonly OrderStatus[];
  /** None unless said otherwise. */
  readonly unknown?: Unknown;
  /** Why it cannot run on this machine, if so. */
  readonly cannotRun?: () => string | null;
  /** Before the gateway's processes start. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  readonly run: (show: Show) => Promise<void>;
  /** Puts right what a scenario changed beyond its database and the proxies. */
  readonly tidy?: (stage: Stage) => Promise<void>;
}
