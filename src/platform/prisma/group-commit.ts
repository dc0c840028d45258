import { GatewayError } from '../../shared/gateway-error.js';
import { isRefusedStatement } from './storage-fault.js';

interface Options<Call, Result> {
  /** One statement for all of them: either all of it is committed or nothing. Gives each call its result, in their order. */
  readonly run: (calls: readonly Call[]) => Promise<readonly Result[]>;
  /** Calls of another lane never wait for those of this one, and never share a statement with them. */
  readonly laneOf: (call: Call) => string;
  /** Calls that have one of these in common never share a statement: the later one goes with the next. */
  readonly keysOf: (call: Call) => readonly string[];
  /** Statements under way in a lane. */
  readonly atOnce: number;
  /** Calls in a statement; 64 unless said otherwise. */
  readonly most?: number;
  /** How long calls wait for their statement to begin; by default as long as for a connection. */
  readonly withinMs?: number;
}

const MOST_TOGETHER = 64;
const WITHIN_MS = 5_000;

interface Waiting<Call, Result> {
  readonly call: Call;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  readonly late: NodeJS.Timeout;
}

interface Lane<Call, Result> {
  underWay: number;
  /** First come, first served. */
  waiting: Waiting<Call, Result>[];
}

/**
 * Group commit: calls that arrive while a statement is under way share the next one. A lone call
 * goes at once. It is as safe as one statement for each: no call is answered before the commit, and the statement of
 * several that Postgres refuses has changed nothing, so each of its calls goes once more, alone. After any other failure,
 * as when the connection breaks, it may have been committed, and is not tried again.
 */
export class GroupCommit<Call, Result> {
  private readonly lanes = new Map<string, Lane<Call, Result>>();
  private readonly most: number;

  constructor(private readonly options: Options<Call, Result>) {
    this.most = options.most ?? MOST_TOGETHER;
  }

  /** Throws `storage-unavailable` when its turn does not come in time; nothing has begun then. */
  add(call: Call): Promise<Result> {
    const name = this.options.laneOf(call);
    const lane = this.lanes.get(name) ?? { underWay: 0, waiting: [] };
    this.lanes.set(name, lane);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        lane.waiting = lane.waiting.filter((one) => one !== waiting);
        reject(new GatewayError('storage-unavailable', { detail: 'Too many other requests came before.' }));
      }, this.options.withinMs ?? WITHIN_MS);
      const waiting = { call, resolve, reject, late };
      lane.waiting.push(waiting);
      this.sendNext(name, lane);
    });
  }

  private sendNext(name: string, lane: Lane<Call, Result>): void {
    if (lane.waiting.length === 0 && lane.underWay === 0) this.lanes.delete(name);
    if (lane.waiting.length === 0 || lane.underWay === this.options.atOnce) return;
    const group = this.takeGroup(lane);
    for (const { late } of group) clearTimeout(late);
    lane.underWay += 1;
    void this.send(group).finally(() => {
      lane.underWay -= 1;
      this.sendNext(name, lane);
    });
  }

  private takeGroup(lane: Lane<Call, Result>): Waiting<Call, Result>[] {
    const taken = new Set<string>();
    const group: Waiting<Call, Result>[] = [];
    const left: Waiting<Call, Result>[] = [];
    for (const waiting of lane.waiting) {
      const keys = group.length < this.most ? this.options.keysOf(waiting.call) : [];
      const fits = group.length < this.most && !keys.some((key) => taken.has(key));
      (fits ? group : left).push(waiting);
      // also the keys of one that is left: those that came after it do not overtake it
      for (const key of keys) taken.add(key);
    }
    lane.waiting = left;
    return group;
  }

  private async send(group: readonly Waiting<Call, Result>[]): Promise<void> {
    try {
      const results = await this.options.run(group.map(({ call }) => call));
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as Result);
    } catch (error) {
      if (group.length === 1 || !isRefusedStatement(error)) for (const { reject } of group) reject(error);
      else for (const one of group) await this.send([one]);
    }
  }
}
